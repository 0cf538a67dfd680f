"""Keep evaluations in SQLite with what they were made from, and verify them later."""

import json
import sqlite3

import kla_rules as kla

TABLE = """
CREATE TABLE IF NOT EXISTS evaluation (
    id INTEGER PRIMARY KEY,
    region TEXT,
    level TEXT,
    score REAL NOT NULL,
    profile TEXT NOT NULL,
    result TEXT NOT NULL
)
"""


def save(connection: sqlite3.Connection, profile: kla.Profile) -> int:
    """Evaluate a profile, store both as JSON, and return the id of the row."""
    result = kla.evaluate(profile).to_dict()
    connection.execute(TABLE)
    cursor = connection.execute(
        "INSERT INTO evaluation (region, level, score, profile, result) VALUES (?, ?, ?, ?, ?)",
        (
            result["region"],
            result["level"],
            result["score"],
            json.dumps(profile.to_dict()),
            json.dumps(result),
        ),
    )
    return int(cursor.lastrowid or 0)


def verify(connection: sqlite3.Connection, row: int) -> list[str]:
    """Evaluate the stored profile again; return what is no longer the same, which may be nothing.

    Other rules or another version of the library are named first: they may be the reason.
    """
    query = "SELECT profile, result FROM evaluation WHERE id = ?"
    profile, stored = (json.loads(text) for text in connection.execute(query, (row,)).fetchone())
    again = kla.evaluate(kla.Profile.from_dict(profile)).to_dict()
    before, now = stored.pop("record"), again.pop("record")
    changed = [f"record.{key}" for key in before if before[key] != now.get(key)]
    # Notes also speak of how a file was read, and the stored profile has been read already.
    return changed + [key for key in stored if key != "notes" and stored[key] != again.get(key)]
