"""`stet run` in a process of its own, with what it says read line by line."""

import queue
import re
import threading
import time

PATIENCE = 30  #: seconds that a line is waited for


class Service:
    """The service over the archive of a desk (`tests/acceptance/conftest.py`)."""

    def __init__(self, desk, *arguments):
        self.running = desk.start("run", *arguments)
        self.said = []
        self.complained = []
        self.lines = queue.SimpleQueue()
        self.readers = [
            threading.Thread(target=self._read, args=(self.running.stdout, self.lines.put), daemon=True),
            threading.Thread(
                target=self._read, args=(self.running.stderr, self.complained.append), daemon=True
            ),
        ]
        for reader in self.readers:
            reader.start()

    @staticmethod
    def _read(stream, tell):
        for line in stream:
            tell(line)

    def until(self, pattern):
        """Return the first line from now on that matches."""
        end = time.monotonic() + PATIENCE
        while (left := end - time.monotonic()) > 0:
            try:
                line = self.lines.get(timeout=left)
            except queue.Empty:
                break
            self.said.append(line)
            if found := re.search(pattern, line):
                return found
        said = f"{pattern!r} was not said in {self.said}; {self.complained}; {self.running.poll()}"
        raise AssertionError(said)

    def stop(self, how):
        """End it with a signal; return how many seconds that took, and what it complained of."""
        begun = time.monotonic()
        self.running.send_signal(how)
        self.running.wait(PATIENCE)
        took = time.monotonic() - begun
        self.close()
        return took, "".join(self.complained)

    def close(self):
        self.running.kill()
        self.running.wait()
        for reader in self.readers:
            reader.join()
        self.running.stdout.close()
        self.running.stderr.close()
