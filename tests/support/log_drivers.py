"""What log drivers make of lines on stderr: each takes lines, and gives the text of a log."""

from __future__ import annotations

import csv
import html
import io
import json
import urllib.parse

CUT = 16 * 1024


def docker(lines):
    """Docker's json-file: a record for each line, or for each 16 KB of it."""
    for line in lines:
        for start in range(0, len(line), CUT):
            record = {"log": line[start : start + CUT], "stream": "stderr", "time": "2026-11-25T12:00:00.1Z"}
            yield json.dumps(record) + "\n"


def containerd(lines):
    """The runtime's own format (CRI): P for a part, F for the last one."""
    for line in lines:
        text = line.rstrip("\n")
        parts = [text[start : start + CUT] for start in range(0, len(text), CUT)] or [""]
        for number, part in enumerate(parts, 1):
            yield f"2026-11-25T12:00:00.1Z stderr {'F' if number == len(parts) else 'P'} {part}\n"


def in_json(key, **others):
    return lambda lines: (json.dumps({**others, key: line}) + "\n" for line in lines)


def prefixed(text):
    return lambda lines: (text + line for line in lines)


def parsed(prefix="", **others):
    """What reads the line, and sends its fields."""

    def driver(lines):
        for line in lines:
            fields = fields_of(line)
            if fields is None:
                yield json.dumps({"message": line}) + "\n"
            else:
                yield (
                    json.dumps({**others, **{prefix + name: value for name, value in fields.items()}}) + "\n"
                )

    return driver


def changed(change):
    """What reads the line, and writes it in another way."""

    def driver(lines):
        for line in lines:
            fields = fields_of(line)
            yield line if fields is None else change(fields) + "\n"

    return driver


def fields_of(line):
    try:
        fields = json.loads(line)
    except ValueError:
        return None
    return fields if isinstance(fields, dict) else None


def filter_log_events(lines):
    """The whole answer of CloudWatch Logs, as the AWS CLI prints it."""
    events = [{"timestamp": 1, "message": line, "eventId": str(number)} for number, line in enumerate(lines)]
    return [f"{line}\n" for line in json.dumps({"events": events}, indent=4).splitlines()]


def insights(lines):
    """An export of CloudWatch Logs Insights."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["@timestamp", "@message"])
    writer.writerows(["2026-11-25 12:00:00.000", line] for line in lines)
    return out.getvalue().splitlines(keepends=True)


def then(*drivers):
    """One driver after the other: the last one is the outermost."""

    def driver(lines):
        for each in drivers:
            lines = list(each(lines))
        return lines

    return driver


def pairs(fields):
    return " ".join(f"{name}={json.dumps(value)}" for name, value in fields.items())


def floats(fields):
    return {name: float(value) if isinstance(value, int) else value for name, value in fields.items()}


def escape_quotes(lines, quote):
    backslash = {"\\u0022": "\\u005c", "\\x22": "\\x5c"}.get(quote, "\\\\")
    for line in lines:
        yield 'msg="' + line.rstrip("\n").replace("\\", backslash).replace('"', quote) + '"\n'


DRIVERS = {
    "as they are": list,
    "docker": docker,
    "containerd": containerd,
    "kubernetes over docker": then(docker, in_json("log")),
    "Lambda JSON": in_json("message", timestamp="2026-11-25T12:00:00Z", level="INFO", requestId="r"),
    "Lambda text": prefixed("2026-11-25T12:00:00.000Z\tb2f1\tWARN\t"),
    "syslog": prefixed('<11>1 2026-11-25T12:00:00Z web-1 app 12 - [a@1 b="{"] '),
    "journalctl": prefixed("Nov 25 12:00:00 web-1 app[12]: "),
    "journald JSON": in_json("MESSAGE", PRIORITY="3", _PID="12"),
    "journald JSON, as bytes": lambda lines: (
        json.dumps({"MESSAGE": list(line.rstrip("\n").encode()), "_PID": "12"}) + "\n" for line in lines
    ),
    "GELF": in_json("short_message", version="1.1", host="graylog", level=3),
    "GELF with fields": parsed("_", version="1.1", short_message="calls"),
    "fluent-bit": parsed(stream="stderr", kubernetes={"pod_name": "a", "labels": {"app": "b"}}),
    "fluent-bit, the text kept": lambda lines: (
        json.dumps({"log": line, **(fields_of(line) or {}), "stream": "stderr"}) + "\n" for line in lines
    ),
    "fluent-bit, the text kept beside": lambda lines: (
        json.dumps({"log_processed": fields_of(line), "log": line}) + "\n" for line in lines
    ),
    "fluentd's file": lambda lines: (f"2026-11-25T12:00:00Z\tapp\t{json.dumps({'log': x})}\n" for x in lines),
    "numbers of Lua": changed(lambda fields: json.dumps(floats(fields))),
    "sorted": changed(lambda fields: json.dumps(fields, sort_keys=True)),
    "backwards": changed(lambda fields: json.dumps(dict(sorted(fields.items(), reverse=True)))),
    "compact": changed(lambda fields: json.dumps(fields, separators=(",", ":"))),
    "not ASCII": changed(lambda fields: json.dumps(fields, ensure_ascii=False)),
    "pretty": changed(lambda fields: json.dumps(fields, indent=2)),
    "pretty and sorted": changed(lambda fields: json.dumps({"a": {"b": fields}}, indent=4, sort_keys=True)),
    "Python's dict": changed(repr),
    "logfmt": lambda lines: (f"level=info msg={json.dumps(line)} ts=1\n" for line in lines),
    "logfmt without quotes": lambda lines: (f"level=info msg={line}" for line in lines),
    "logfmt of the fields": changed(lambda fields: f"level=info {pairs(fields)}"),
    "CSV": insights,
    "filter-log-events": filter_log_events,
    "filter-log-events, compact": lambda lines: [json.dumps({"events": [{"message": x} for x in lines]})],
    "text output": lambda lines: ["\t".join(line.rstrip("\n") for line in lines) + "\n"],
    "unicode escapes": lambda lines: escape_quotes(lines, "\\u0022"),
    "hexadecimal escapes": lambda lines: escape_quotes(lines, "\\x22"),
    "escapes alone": lambda lines: escape_quotes(lines, '\\"'),
    "XML": lambda lines: (f"<event><m>{html.escape(line.rstrip())}</m></event>\n" for line in lines),
    "a query string": lambda lines: (f"/log?m={urllib.parse.quote(line.rstrip())}\n" for line in lines),
    "JSON in JSON in JSON": then(in_json("a"), in_json("b"), in_json("c")),
    "JSON, seven times": then(*[in_json("m")] * 7),
    "CSV of docker": then(docker, insights),
    "docker of CSV": then(insights, docker),
    "Lambda JSON in filter-log-events in CSV": then(in_json("message"), filter_log_events, insights),
    "XML of JSON": then(
        in_json("m"), lambda lines: (f"<m>{html.escape(line.rstrip())}</m>\n" for line in lines)
    ),
    "UTF-16": lambda lines: ["".join(f"{character}\0" for character in line) for line in lines],
}
