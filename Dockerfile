# The image holds the program, the libraries it needs and nothing else: no shell, no package manager.
#   docker build -t paperstack .        docker run -p 127.0.0.1:8765:8765 -v notes:/notes:ro paperstack
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS build
ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update && apt-get install -y --no-install-recommends make git ca-certificates
WORKDIR /src
COPY Makefile ./
# The tools are installed before the sources are copied, so that this layer is kept between builds.
RUN make setup
COPY . .
RUN make build/paperstack && strip -o /paperstack build/release/paperstack
# Each library that the program needs, under its own path.
RUN mkdir -p /image/data /image/notes /image/tmp /image/etc /image/usr/local/bin \
 && cp /paperstack /image/usr/local/bin/ \
 && ldd /paperstack | grep -o '/[^ ]*' | while read -r lib; do \
      mkdir -p "/image$(dirname "$lib")" && cp -L "$lib" "/image$lib"; done \
 && printf 'paperstack:x:10001:10001::/data:/nonexistent\n' > /image/etc/passwd \
 && printf 'paperstack:x:10001:\n' > /image/etc/group \
 && chown -R 10001:10001 /image/data && chmod 1777 /image/tmp

FROM scratch
COPY --from=build /image/ /
USER 10001:10001
VOLUME /data
EXPOSE 8765
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD ["/usr/local/bin/paperstack", "healthcheck"]
LABEL org.opencontainers.image.title="paperstack" \
      org.opencontainers.image.description="Reading notes in, a graph of papers and concepts out" \
      org.opencontainers.image.licenses="MIT"
# The first start writes a token for an admin to /data/first-token.
ENTRYPOINT ["/usr/local/bin/paperstack"]
CMD ["serve", "--data-dir", "/data", "--notes", "/notes", "--watch", "--address", "0.0.0.0", "--port", "8765", "--first-token", "/data/first-token"]
