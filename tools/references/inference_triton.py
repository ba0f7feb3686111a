"""Holds `/v2` of a running Millwright against its own endpoint, asked by the reference client of Triton.

    python3 -m pip install numpy "tritonclient[http]"
    python3 tools/references/inference_triton.py HOST:PORT MODEL PICTURE...

MODEL is `name` or `name@3`. Every picture is judged four times: in binary, with the answer as JSON, with the pictures as
base64 in JSON, and by `POST /api/v1/predictions`; the largest difference between the scores is printed. Ends with 1 where
it is above 1e-5 or a label differs.
"""

import base64
import json
import sys
import urllib.request
from pathlib import Path

import numpy as np
import tritonclient.http as triton

NAMES = ("label", "confidence", "scores")


def post(url, content_type, body):
    request = urllib.request.Request(url, data=body, headers={"content-type": content_type})
    with urllib.request.urlopen(request) as reply:
        return json.load(reply)


def by_triton(client, model, pictures, binary):
    image = triton.InferInput("image", [len(pictures)], "BYTES")
    image.set_data_from_numpy(np.array(pictures, dtype=object))
    outputs = [triton.InferRequestedOutput(name, binary_data=binary) for name in NAMES]
    result = client.infer(model, [image], outputs=outputs, request_id="reference")
    assert result.get_response()["id"] == "reference"
    labels = [text.decode() if isinstance(text, bytes) else text for text in result.as_numpy("label")]
    return labels, result.as_numpy("scores")


def by_json(address, model, pictures):
    data = [base64.b64encode(picture).decode() for picture in pictures]
    image = {"name": "image", "datatype": "BYTES", "shape": [len(data)], "data": data}
    request = {"parameters": {"content_type": "base64"}, "inputs": [image]}
    url = f"http://{address}/v2/models/{model}/infer"
    reply = post(url, "application/json", json.dumps(request).encode())
    outputs = {output["name"]: output for output in reply["outputs"]}
    scores = np.array(outputs["scores"]["data"]).reshape(outputs["scores"]["shape"])
    return outputs["label"]["data"], scores


def by_predictions(address, model, pictures, labels):
    boundary = b"--a-boundary-that-no-picture-holds"
    field = b'\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
    parts = [field % (b"model", b"", model.encode())]
    parts += [field % (b"files", b'; filename="%d"' % i, picture) for i, picture in enumerate(pictures)]
    body = b"".join(boundary + part for part in parts) + boundary + b"--\r\n"
    content_type = f"multipart/form-data; boundary={boundary[2:].decode()}"
    answers = post(f"http://{address}/api/v1/predictions", content_type, body)["answers"]
    scores = [[answer["scores"][label] for label in labels] for answer in answers]
    return [answer["answer"] for answer in answers], np.array(scores)


def main(address, model, *paths):
    client = triton.InferenceServerClient(address)
    assert client.is_server_live() and client.is_server_ready() and client.is_model_ready(model)
    assert "binary_tensor_data" in client.get_server_metadata()["extensions"]
    metadata = client.get_model_metadata(model)
    assert [output["name"] for output in metadata["outputs"]] == list(NAMES)
    labels = json.loads(metadata["outputs"][2]["parameters"]["labels"])
    pictures = [Path(path).read_bytes() for path in paths]
    own, expected = by_predictions(address, model, pictures, labels)
    asked = {
        "binary": by_triton(client, model, pictures, True),
        "answer as JSON": by_triton(client, model, pictures, False),
        "JSON": by_json(address, model, pictures),
    }
    fits = True
    for how, (verdicts, scores) in asked.items():
        difference = float(np.abs(scores - expected).max())
        same = sum(verdict == one for verdict, one in zip(verdicts, own, strict=True))
        print(f"{how}: {same} of {len(own)} labels the same, scores differ by {difference:.1e} at most")
        fits = fits and same == len(own) and difference <= 1e-5
    return 0 if fits else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
