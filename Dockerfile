# trustpress in a container: docker build -t trustpress . ; docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/site" trustpress build
FROM rust:1-bookworm AS build
WORKDIR /source
COPY Cargo.toml Cargo.lock build.rs ./
COPY src src
COPY themes themes
RUN cargo install --path . --locked --root /installed

# The program needs no more than the C library.
FROM debian:bookworm-slim
COPY --from=build /installed/bin/trustpress /usr/local/bin/trustpress
RUN useradd --uid 10001 --no-create-home trustpress && mkdir /site && chown trustpress /site
USER trustpress
WORKDIR /site
ENTRYPOINT ["trustpress"]
CMD ["--help"]
