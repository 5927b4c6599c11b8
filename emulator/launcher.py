"""Starts ministack with the handlers and corrections of this folder.

`--identity=WORD` only marks the command line, so that whoever started it recognises the process.
`--stop-with-parent` ends it when the process that started it is gone.
"""
import os
import signal
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def stop_with_parent() -> None:
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="stop-with-parent", daemon=True).start()


def main() -> None:
    arguments = sys.argv[1:]
    sys.argv = ["ministack"]  # it parses its own
    sys.path.insert(0, HERE)
    if "--stop-with-parent" in arguments:
        stop_with_parent()
    import handlers  # registers them all

    handlers.install()
    from ministack.app import main as serve

    serve()


if __name__ == "__main__":
    main()
