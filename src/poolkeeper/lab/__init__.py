"""``poolkeeper lab``: a network in a box. Joins server, namespaces, clients and a screen; decides nothing itself."""
