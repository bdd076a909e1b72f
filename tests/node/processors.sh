#!/usr/bin/env bash
# The prebuilt addons elsewhere: on arm64, in a real Node under an emulator, and with musl instead of glibc.
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

# Node for musl is not to be had here. What can be shown: musl's loader finds every symbol that the addon asks for, and
# its registration is there. The functions of Node-API are stubs.
musl() {
  local addon=$PACKAGE/prebuilds/linux-x64/cello-session.node
  if ! command -v musl-gcc >/dev/null; then
    without musl-gcc "the addon with musl"
    return
  fi
  {
    echo "/* Node's functions that the addon asks for, as stubs. */"
    nm -D --undefined-only "$addon" | awk '$NF ~ /^napi_/ { print "int " $NF "(void); int " $NF "(void) { return 9; }" }'
  } >"$WORK/stubs.c"
  check "a loader over musl" musl-gcc -rdynamic tests/node/musl_loader.c "$WORK/stubs.c" -o "$WORK/musl_loader"
  check "the loader is musl's" grep -q ld-musl "$WORK/musl_loader"
  check "musl loads the addon" "$WORK/musl_loader" "$addon"
  echo 'const char *gnu_get_libc_version(void); const char *napi_register_module_v1(void); const char *napi_register_module_v1(void) { return gnu_get_libc_version(); }' >"$WORK/glibc_only.c"
  cc -shared -fPIC "$WORK/glibc_only.c" -o "$WORK/glibc_only.node"
  check "musl: an addon that needs glibc is found" not "$WORK/musl_loader" "$WORK/glibc_only.node"
}
