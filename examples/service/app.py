"""Rooms to meet in, and lines to call in on, over HTTP.

Usage: gunicorn --workers 2 app:application

    POST   /rooms              {"name": "standup"}   opens a room
    GET    /rooms/ID                                 who is in it
    POST   /rooms/ID/guests    {"name": "ana"}       lets somebody in
    DELETE /rooms/ID                                 closes it
    POST   /lines              {"name": "office"}    sets up a line
    GET    /lines                                    all lines
    DELETE /lines/ID                                 gives one up
"""

import json

import lines
import rooms

METHODS = {
    ("POST", "rooms"): lambda _, body: rooms.open_room(body["name"]),
    ("GET", "rooms"): lambda ids, _: rooms.describe(*ids),
    ("DELETE", "rooms"): lambda ids, _: rooms.close(*ids),
    ("POST", "guests"): lambda ids, body: rooms.let_in(*ids, body["name"]),
    ("POST", "lines"): lambda _, body: lines.set_up(body["name"]),
    ("GET", "lines"): lambda *_: lines.everything(),
    ("DELETE", "lines"): lambda ids, _: lines.give_up(*ids),
}


def application(environ, start_response):
    """Answer a request: the paths are kinds of things and ids in turn."""
    words = environ["PATH_INFO"].strip("/").split("/")
    method = METHODS.get((environ["REQUEST_METHOD"], words[0::2][-1]))
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    answer = method(words[1::2], json.loads(body or "null")) if method else None
    start_response("200 OK" if answer else "404 Not Found", [("Content-Type", "application/json")])
    return [json.dumps(answer).encode()]
