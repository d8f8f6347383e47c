# One image for everything: `serve` (the default), `work`, `migrate` and the rest of the commands.
#
#   docker build -t escalation .
#   docker run -p 127.0.0.1:8000:8000 -v escalation:/var/lib/escalation escalation          embedded database
#   docker run -e ESCALATION_DATABASE_URL=... -p 8000:8000 escalation serve                 your own PostgreSQL
#   docker run -e ESCALATION_DATABASE_URL=... escalation work --metrics-port 8000           a worker, with its probes

ARG PYTHON_VERSION=3.11

FROM python:${PYTHON_VERSION}-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/escalation
WORKDIR /build
# The dependencies first: they change less often than the code, and their layer is kept.
COPY requirements/runtime.txt requirements/
# As locked: nothing is left to choose, so nothing is resolved, and nothing is built from source (see the Makefile).
RUN /opt/escalation/bin/pip install --no-deps --require-hashes --only-binary :all: --requirement requirements/runtime.txt
COPY pyproject.toml README.md LICENSE ./
COPY migrations migrations
COPY src src
RUN /opt/escalation/bin/pip install --no-deps --no-build-isolation . && /opt/escalation/bin/pip check

FROM python:${PYTHON_VERSION}-slim
# What lays out PDF, with a font that has Chinese.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
       libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*
# PostgreSQL refuses to run as root, and nothing else needs it. The folder exists before it becomes a volume, so that a
# new volume belongs to the account.
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /var/lib/escalation escalation \
    && install --directory --owner=escalation --group=escalation --mode=0700 /var/lib/escalation
COPY --from=build /opt/escalation /opt/escalation
ENV PATH=/opt/escalation/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ESCALATION_DATA_DIR=/var/lib/escalation \
    ESCALATION_HOST=0.0.0.0
USER 10001:10001
WORKDIR /var/lib/escalation
VOLUME /var/lib/escalation
EXPOSE 8000
# Fast shutdown takes a moment: the database inside is stopped with the program.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; e = os.environ; p = e.get('ESCALATION_PORT') or e.get('PORT') or 8000; r.urlopen(f'http://127.0.0.1:{p}/livez', timeout=2)"]
ENTRYPOINT ["escalation"]
CMD ["serve", "--migrate"]
