"""An SMTP server that keeps each mail as a file: relay.py PORT FOLDER."""
import pathlib
import signal
import sys

from aiosmtpd.controller import Controller


class Folder:
    def __init__(self, folder):
        self.folder, self.count = pathlib.Path(folder), 0

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        file = self.folder / f"{self.count}.eml"
        part = file.with_suffix(".part")
        part.write_bytes(envelope.original_content)
        part.rename(file)
        return "250 kept"


controller = Controller(Folder(sys.argv[2]), hostname="127.0.0.1", port=int(sys.argv[1]))
controller.start()
signal.sigwait({signal.SIGTERM, signal.SIGINT})
controller.stop()
