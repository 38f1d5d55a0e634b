"""For tests of files of experts: reads them as those who take them would."""

import csv
import io
import json

from openpyxl import load_workbook

KINDS = ["csv", "xlsx", "json", "jsonl"]


def fetched(client, address, **options):
    """Sent to its end: until then a file takes the place of another."""
    response = client.get(address, **options)
    response.content_sent = response.getvalue()
    return response


def body(client, kind, query=""):
    response = fetched(client, f"/experts.{kind}{query}")
    assert response.status_code == 200
    return response.content_sent


def rows(client, query=""):
    text = body(client, "csv", query).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def sheet(client, query=""):
    workbook = load_workbook(io.BytesIO(body(client, "xlsx", query)))
    return [list(row) for row in workbook["Experts"].values]


def names(client, kind, query=""):
    """The family names in a file, each once."""
    if kind == "csv":
        found = [row["family_name"] for row in rows(client, query)]
    elif kind == "xlsx":
        head, *cells = sheet(client, query)
        found = [row[head.index("family_name")] for row in cells]
    elif kind == "json":
        found = [each["family_name"] for each in json.loads(body(client, kind, query))]
    else:
        lines = body(client, kind, query).decode().splitlines()
        found = [json.loads(line)["family_name"] for line in lines]
    return list(dict.fromkeys(found))
