"""What both references of `training` and `inference` share: a task is prepared once, then measured as often as asked.

Lines in: {"prepare": TASK, "warmUp": TIMES, ...}, {"measure": TIMES}, {"peak": true}; a line of JSON out for each.
"""

import json
import os
import sys
import time

answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # whatever a library prints is no answer


def peak_bytes():
    """The most memory that this process held at once."""
    try:
        with open("/proc/self/status") as status:  # getrusage would count what the parent held when it forked
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def measured(work, times):
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def tell(answer):
    print(json.dumps(answer), file=answers, flush=True)


def serve(what, tasks):
    """A task gives the count of its weights and what is to be timed."""
    work = None
    tell({"what": what})
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if "prepare" in request:
                weights, work = tasks[request["prepare"]](request)
                for _ in range(request["warmUp"]):
                    work()
                tell({"weights": weights})
            elif "measure" in request:
                tell({"seconds": measured(work, request["measure"])})
            else:
                tell({"bytes": peak_bytes()})
        except Exception as error:
            tell({"error": f"{type(error).__name__}: {error}"})
