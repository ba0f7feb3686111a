"""OpenCV's side of the comparison `image-preprocessing`: a line with files and a size in, a line with seconds out."""

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np

cv2.setNumThreads(1)  # the threads below work on whole pictures, which is faster than threads within one
pool = ThreadPoolExecutor(os.cpu_count())


def prepared(path, size):
    picture = cv2.imread(path, cv2.IMREAD_COLOR)
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return cv2.resize(grey, (size, size), interpolation=cv2.INTER_CUBIC)


print(json.dumps({"opencv": cv2.__version__, "threads": os.cpu_count()}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    start = time.perf_counter()
    batch = np.stack(list(pool.map(lambda path: prepared(path, request["size"]), request["files"])))
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "sum": int(batch.sum())}), flush=True)
