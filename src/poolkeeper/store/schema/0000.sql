-- Schema 0: the layout of the pre-release builds, which wrote no schema number and kept option 61 only inside the
-- client key. It stays because a new store is made by running every file in order.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE item (
    menu TEXT NOT NULL,
    id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (menu, id)
) WITHOUT ROWID;

CREATE TABLE lease (
    address INTEGER PRIMARY KEY,
    id INTEGER NOT NULL,
    client BLOB NOT NULL,
    mac BLOB NOT NULL,
    server INTEGER NOT NULL,
    pool INTEGER NOT NULL,
    state INTEGER NOT NULL,
    starts INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    host TEXT,
    agent BLOB
);
