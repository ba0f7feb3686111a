"""Writes what OpenCV makes of pictures, for the tests that hold our image steps against it.

    python3 -m pip install numpy opencv-python-headless
    python3 tools/references/opencv_image.py [DATASETS_DIR]

Two files come out:
- libs/math/preprocessing/references/opencv.json.gz: pictures generated here, of photographic character (shading, texture, edges,
  sensor noise), and everything OpenCV makes of them;
- tools/references/opencv-photographs.json: of real photographs under DATASETS_DIR (default ../shared/data), which may be
  measured with but not passed on, the values of a thousand scattered pixels of each result.
"""

import base64
import gzip
import json
import sys
import tarfile
from pathlib import Path

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
FACTOR, BRIGHTNESS = 1.5, -50  # the contrast step of vision/defect-cnn
SAMPLES = 1000


def photographic(height, width, channels, seed):
    """A lit surface with texture, a bright disc with sharp edges, dark scratches and sensor noise."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    planes = []
    for channel in range(channels):
        plane = 90 + 60 * x / width - 40 * y / height + 10 * channel
        texture = cv2.GaussianBlur(rng.normal(0, 1, (height, width)), (0, 0), 2.5)
        plane += 60 * texture
        radius = np.hypot(y - 0.45 * height, x - 0.55 * width)
        plane = np.where(radius < 0.3 * height, plane + 90, plane)
        plane = np.where(np.abs(radius - 0.2 * height) < 1.2, plane - 120, plane)
        plane = np.where(np.abs(y - 0.7 * x - 10) < 0.8, plane - 100, plane)
        planes.append(plane + rng.normal(0, 4, (height, width)))
    return np.clip(np.rint(np.stack(planes, -1)), 0, 255).astype(np.uint8)


def contrast(picture):
    """level * factor + brightness with OpenCV's rounding and clipping (convertScaleAbs would mirror negative values)."""
    return cv2.addWeighted(picture, FACTOR, picture, 0, BRIGHTNESS)


def resized(picture, height, width, method):
    flags = {"cubic": cv2.INTER_CUBIC, "area": cv2.INTER_AREA}
    result = cv2.resize(picture, (width, height), interpolation=flags[method])
    return result.reshape(height, width, -1)


def packed(picture):
    picture = np.ascontiguousarray(picture)
    if picture.ndim == 2:
        picture = picture[..., None]
    return {"shape": list(picture.shape), "data": base64.b64encode(picture.tobytes()).decode()}


def generated():
    pictures = {
        "grey": photographic(120, 160, 1, 1),
        "colour": photographic(75, 100, 3, 2),
        "noise": np.random.default_rng(3).integers(0, 256, (61, 83, 1), dtype=np.uint8),
    }
    cases = [{"picture": "colour", "step": {"op": "grey"}, "result": packed(cv2.cvtColor(pictures["colour"], cv2.COLOR_RGB2GRAY))}]
    for name, picture in pictures.items():
        step = {"op": "contrast", "factor": FACTOR, "brightness": BRIGHTNESS}
        cases.append({"picture": name, "step": step, "result": packed(contrast(picture))})
        for height, width in [(48, 48), (40, 83), (97, 131)]:
            for method in ["cubic", "area"]:
                if method == "area" and (height > picture.shape[0] or width > picture.shape[1]):
                    continue
                step = {"op": "resize", "height": height, "width": width, "method": method}
                # Intel's library keeps float weights where OpenCV's own code has 11 bits: both are in use.
                for ipp in [True, False] if method == "cubic" else [True]:
                    cv2.ipp.setUseIPP(ipp)
                    cases.append({"picture": name, "step": step, "ipp": ipp, "result": packed(resized(picture, height, width, method))})
    cv2.ipp.setUseIPP(True)
    return {"opencv": cv2.__version__, "pictures": {name: packed(picture) for name, picture in pictures.items()}, "cases": cases}


def scattered(picture):
    """Values at places that both sides compute alike: (k * 7919 + 13) mod size."""
    flat = picture.reshape(-1)
    values = bytes(int(flat[(k * 7919 + 13) % flat.size]) for k in range(SAMPLES))
    return base64.b64encode(values).decode()


def photographs(datasets):
    found = []
    for archive, every in [("casting_products/test.tar", 100), ("neu_surface_defects/test.tar", 50)]:
        with tarfile.open(datasets / archive) as tar:
            members = [member for member in tar.getmembers() if member.isfile()][::every]
            for member in members:
                decoded = cv2.imdecode(np.frombuffer(tar.extractfile(member).read(), np.uint8), cv2.IMREAD_COLOR)
                grey = cv2.cvtColor(decoded, cv2.COLOR_BGR2GRAY)
                found.append({
                    "archive": archive,
                    "name": member.name,
                    "grey": scattered(grey),
                    "contrast": scattered(contrast(grey)),
                    "resize": scattered(resized(grey, 224, 224, "cubic")),
                    "recipe": scattered(resized(contrast(grey), 224, 224, "cubic")),
                })
    return {"opencv": cv2.__version__, "samples": SAMPLES, "photographs": found}


def main():
    datasets = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data"
    own = ROOT / "libs/math/preprocessing/references/opencv.json.gz"
    own.write_bytes(gzip.compress(json.dumps(generated()).encode(), 9, mtime=0))
    real = ROOT / "tools/references/opencv-photographs.json"
    real.write_text(json.dumps(photographs(datasets), indent=2) + "\n")
    print(f"{own.relative_to(ROOT)}: {own.stat().st_size} bytes, {real.relative_to(ROOT)}: {real.stat().st_size} bytes")


main()
