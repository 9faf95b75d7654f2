# Two stages: the parts are installed with pip, the image that runs has none.
FROM python:3.12-slim AS parts
COPY requirements-run.lock /
RUN python -m venv --without-pip /parts \
 && pip --python /parts/bin/python --no-cache-dir --disable-pip-version-check \
    install --require-hashes -r /requirements-run.lock

FROM python:3.12-slim
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin hoaban \
 && install -d -o hoaban -g hoaban -m 700 /data /keys
COPY --from=parts /parts /parts
WORKDIR /app
COPY LICENSE ./
COPY bot bot
COPY flows flows
COPY locales locales
COPY province province
ENV PATH=/parts/bin:$PATH PYTHONUNBUFFERED=1 DATA_DIR=/data MPLCONFIGDIR=/tmp/matplotlib
RUN python -m compileall -q bot && python -m bot check
USER 10001:10001
VOLUME /data
HEALTHCHECK --interval=60s --timeout=20s --start-period=60s CMD ["python", "-m", "bot", "health"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
