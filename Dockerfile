# One image for the API, for workers and for every other command of drafter.
# Debian 13: with Python 3.12 or newer, the journal needs SQLite 3.42, and Debian 12 has 3.40.
FROM python:3.12-slim-trixie AS build
WORKDIR /build
RUN python -m venv /opt/drafter
ENV PATH=/opt/drafter/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_NO_INPUT=1
COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY api api
COPY drafter drafter
COPY evals evals
COPY prompts prompts
COPY schemas schemas
RUN pip install --no-deps --no-build-isolation .

FROM python:3.12-slim-trixie
# A number, so that a cluster can see that it is not root. /data is all that is written to.
RUN groupadd --gid 10001 drafter \
    && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home drafter \
    && install -d -o 10001 -g 10001 -m 0750 /data
COPY --from=build /opt/drafter /opt/drafter
ENV PATH=/opt/drafter/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DRAFTER_DATABASE_URL=sqlite:////data/drafter.db \
    DRAFTER_LOG=json
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
ENTRYPOINT ["drafter"]
CMD ["serve", "--host", "0.0.0.0"]
