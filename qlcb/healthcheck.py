"""Asks the web server of this container how it is: `python -m qlcb.healthcheck`, exit code 0 when it is well."""

import http.client
import os
import sys


def is_well(port: int, host: str) -> bool:
    """Return whether /suc-khoe/ at `port` of this machine, asked under the name `host`, answers 200 in 5 seconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/suc-khoe/", headers={"Host": host, "X-Forwarded-Proto": "https"})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    hosts = os.environ.get("QLCB_ALLOWED_HOSTS", "localhost").split(",")
    sys.exit(not is_well(8000, hosts[0].strip()))
