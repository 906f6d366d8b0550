-- Schema 2: leases are committed to a journal, one row a commit, and folded into the lease table later. A body is a
-- MessagePack array of records in their order: the columns of a lease, or the address alone of one that ended.

CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    body BLOB NOT NULL
);
