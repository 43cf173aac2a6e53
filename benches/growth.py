"""Tickets through the whole path, at growing numbers: `growth.py FIRST_MAP TICKETS FOLDER [COUNT…]`.

One JSON object a line per number, last the exponent between the second and the last: how the seconds grow with the tickets.
"""

import json
import math
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

first_map, tickets, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
counts = [int(count) for count in sys.argv[4:]] or [1_000, 10_000, 100_000, 1_000_000]
folder.mkdir(parents=True, exist_ok=True)
seconds: dict[int, float] = {}
for count in counts:
    table, out = folder / f"tickets-{count}.csv", folder / "out"
    if not table.exists():
        with table.open("wb") as file:
            subprocess.run([tickets, str(count)], stdout=file, check=True)
    shutil.rmtree(out, ignore_errors=True)
    begun = time.monotonic()
    process = subprocess.Popen(
        [first_map, "--transcripts", table, "--industry", "insurance", "--out", out], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds[count] = time.monotonic() - begun
    if status != 0:
        sys.exit(f"growth: first_map failed at {count} tickets")
    respondents = json.loads((out / "map.json").read_text())["base"]["documents"]
    if respondents != count:
        sys.exit(f"growth: {respondents} of {count} tickets are in the map")
    print(
        json.dumps(
            {
                "name": "journey-core",
                "tickets": count,
                "unit": "s",
                "value": round(seconds[count], 2),
                "peak_memory": usage.ru_maxrss * 1024,
                "cores": round((usage.ru_utime + usage.ru_stime) / seconds[count], 2),
                "written": sum(path.stat().st_size for path in out.rglob("*") if path.is_file()),
            }
        ),
        flush=True,
    )
shutil.rmtree(folder / "out", ignore_errors=True)
first, last = counts[1 if len(counts) > 2 else 0], counts[-1]
exponent = math.log(seconds[last] / seconds[first]) / math.log(last / first) if last > first else None
print(json.dumps({"exponent": exponent and round(exponent, 3), "seconds_per_million": round(seconds[last] * 1e6 / last, 1)}))
