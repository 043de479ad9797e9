# The emulated AWS as a container: docker build -t chime-shim-emulator . && docker run -p 5000:5000 chime-shim-emulator
FROM python:3.12-slim
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY chime_shim chime_shim
COPY examples examples
# hadolint ignore=DL3013 - what is installed is this directory
RUN pip install --no-cache-dir ".[emulator]" && rm -rf /src/*
RUN useradd --create-home --uid 1000 emulator
USER 1000
WORKDIR /home/emulator
EXPOSE 5000
# Whoever can reach the port may use it: publish it to your own machine or network only.
ENTRYPOINT ["chime-shim", "emulator", "--host", "0.0.0.0", "--port", "5000", "--allow-host", "*"]
