"""Receives webhooks. DRAFTER_WEBHOOK_SECRET is the secret that was shown when it was created."""

import os
from http.server import BaseHTTPRequestHandler, HTTPServer

from drafter.client import NotVerified, verify_webhook

seen: set[str] = set()  # a real plugin keeps these for a day: what failed is sent again


class Receiver(BaseHTTPRequestHandler):
    """Answers what the service signed with 204, and anything else with 401."""

    def do_POST(self) -> None:
        """One delivery."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            told = verify_webhook(os.environ["DRAFTER_WEBHOOK_SECRET"], self.headers, body)
        except NotVerified:
            self.send_error(401)
            return
        self.send_response(204)  # at once: what takes long comes after the answer
        self.end_headers()
        if told.id not in seen:
            seen.add(told.id)
            print(told.type, told.data.draft_id, flush=True)


HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Receiver).serve_forever()
