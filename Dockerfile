# One stage: every dependency comes as a wheel, so nothing is compiled and nothing is left over.
FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    VIGIL_DATA=/data \
    VIGIL_HEALTH=http://127.0.0.1:8000/healthz

WORKDIR /opt/vigil
COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes -r requirements.lock

COPY pyproject.toml README.md ./
COPY app app
COPY simulators simulators
COPY frontend frontend
COPY migrations migrations
RUN pip install --no-cache-dir --no-deps --no-build-isolation . \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin vigil \
    && install -d -o vigil -g vigil -m 700 /data

USER vigil
VOLUME /data
EXPOSE 8000

# Under --tls-cert set VIGIL_HEALTH=https://…; the probe stays inside the container, so the
# certificate's name does not matter to it.
HEALTHCHECK --interval=10s --timeout=4s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, ssl, urllib.request as u; u.urlopen(os.environ['VIGIL_HEALTH'], timeout=3, context=ssl._create_unverified_context())"]

# As it stands this refuses in one line: add --behind-proxy ADDRESS, or --tls-cert and --tls-key.
ENTRYPOINT ["vigil"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
