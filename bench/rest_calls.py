"""Time GET /rest/ip/pool of a Poolkeeper on this host, over one TLS connection that stays open: one line of JSON.

  rest_calls.py PASSWORD DELAY_S SECONDS

The certificate is not checked: it is a measurement, and the server made it a second ago. A call begins 20 ms after the
one before has ended, as a panel would poll, not as fast as possible.
"""

import base64
import http.client
import json
import ssl
import sys
import time

PORT, PAUSE_S = 8443, 0.02


def measured(password: str, seconds: float) -> dict[str, float]:
    """Times in ms; ``first_ms`` has the connection, the TLS handshake and the log-in in it and counts nowhere else."""
    tls = ssl.create_default_context()
    tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
    headers = {"Authorization": "Basic " + base64.b64encode(f"admin:{password}".encode()).decode()}
    connection = http.client.HTTPSConnection("127.0.0.1", PORT, timeout=10, context=tls)
    times: list[float] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end or len(times) < 2:
        begun = time.monotonic()
        connection.request("GET", "/rest/ip/pool", headers=headers)
        answer = connection.getresponse()
        pools = json.loads(answer.read())
        times.append((time.monotonic() - begun) * 1e3)
        if answer.status != 200 or [pool["name"] for pool in pools] != ["bench"]:
            sys.exit(f"{answer.status}: {pools}")
        time.sleep(PAUSE_S)
    first, later = times[0], sorted(times[1:])
    shown = {"first_ms": first, "p50_ms": later[len(later) // 2], "p99_ms": later[int(len(later) * 0.99)]}
    return {"calls": len(later), **{name: round(ms, 2) for name, ms in {**shown, "max_ms": later[-1]}.items()}}


if __name__ == "__main__":
    time.sleep(float(sys.argv[2]))
    print(json.dumps(measured(sys.argv[1], float(sys.argv[3]))))
