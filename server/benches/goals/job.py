"""The rival of B8: what somebody writes who wants the fan lists in a database and in a spreadsheet, and knows Python."""

import sqlite3
import sys

import pandas as pd
import requests

base, client_key, client_secret, database, output, *codes = sys.argv[1:]
session = requests.Session()
rows = []
pages = 0
for code in codes:
    fields = {"client_key": client_key, "client_secret": client_secret, "code": code, "grant_type": "authorization_code"}
    token = session.post(f"{base}/oauth/access_token/", data=fields).json()["data"]
    cursor, more = 0, True
    while more:
        query = {"open_id": token["open_id"], "cursor": cursor, "count": 50}
        answer = session.get(f"{base}/fans/list/", params=query, headers={"access-token": token["access_token"]}).json()
        data = answer["data"]
        if data.get("error_code") or answer.get("extra", {}).get("error_code"):
            raise SystemExit(f"refused: {answer}")
        for row in data["list"]:
            row["creator"] = token["open_id"]
        rows.extend(data["list"])
        cursor, more = data["cursor"], data["has_more"]
        pages += 1

fans = pd.DataFrame(rows, columns=["creator", "open_id", "gender", "country", "province", "city"]).drop_duplicates()
with sqlite3.connect(database) as connection:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    fans.to_sql("fan", connection, index=False)
    connection.execute("CREATE UNIQUE INDEX fan_account ON fan (creator, open_id)")
    stored = pd.read_sql("SELECT * FROM fan ORDER BY creator, open_id", connection)
connection.close()
stored.to_csv(output, index=False, encoding="utf-8-sig")
print(pages, len(stored))
