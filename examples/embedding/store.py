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
    """Make a stored result again; return why it does not hold any more, which may be nothing."""
    query = "SELECT profile, result FROM evaluation WHERE id = ?"
    profile, stored = connection.execute(query, (row,)).fetchone()
    replay = kla.verify(stored, json.loads(profile))
    # Notes on how a file was read differ: the stored profile has been read already.
    return [] if replay.holds else [reason.text("id") for reason in replay.reasons]
