FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    HOME=/tmp \
    QLCB_DEBUG=0 \
    QLCB_DATA_DIR=/data \
    QLCB_STATIC_DIR=/srv/static

RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin qlcb \
    && install --directory --owner=qlcb --group=qlcb --mode=0700 /data

WORKDIR /app

# The first part of the lock is what the service runs on; the second is for development.
COPY requirements.lock ./
RUN sed '/^# Part 2/,$d' requirements.lock > /tmp/runtime.lock \
    && pip install --require-hashes -r /tmp/runtime.lock \
    && rm /tmp/runtime.lock

COPY . .

# Collecting the static files needs a configuration that is complete; nothing of it stays in the image.
RUN QLCB_SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
    QLCB_DATA_KEYS="$(python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
    QLCB_ALLOWED_HOSTS=localhost \
    DATABASE_URL=postgresql://localhost/qlcb \
    python manage.py collectstatic --no-input --verbosity 0

USER qlcb
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "qlcb.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", "--timeout", "60", \
     "--worker-tmp-dir", "/dev/shm", "--access-logfile", "-", \
     "--access-logformat", "%(t)s %(m)s %(U)s %(s)s %(b)s %(M)sms"]
