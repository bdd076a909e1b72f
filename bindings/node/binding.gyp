# The addon, over the static library: the one of deps/, or the file that CELLO_SESSION_LIBRARY names.
{
  "variables": {
    "cello_session_library%": "<!(node -p \"process.env.CELLO_SESSION_LIBRARY || ''\")",
  },
  "targets": [
    {
      "target_name": "cello_session_node",
      "sources": [
        "src/addon.c",
        "src/arguments.c",
        "src/read.c",
        "src/signer.c",
        "src/write.c",
      ],
      "include_dirs": ["deps/include"],
      "defines": ["NAPI_VERSION=8"],
      "cflags": ["-std=c11", "-fvisibility=hidden", "-Wall", "-Wextra", "-Wpedantic"],
      "conditions": [
        ["cello_session_library==''", {
          "libraries": ["<(module_root_dir)/deps/<(OS)-<(target_arch)/libcello_session.a"],
        }, {
          "libraries": ["<(cello_session_library)"],
        }],
        ["OS=='linux'", {
          "ldflags": ["-Wl,--exclude-libs,ALL", "-Wl,-z,now", "-Wl,-z,relro"],
        }],
      ],
    },
  ],
}
