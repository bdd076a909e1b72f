// The header from C++, in a small program that logs in, reads back and logs out.
#include "cello_session.h"

#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

namespace {

int passed = 0;
int failed = 0;

void check(bool holds, const char *what) {
  (holds ? passed : failed)++;
  if (!holds) {
    std::printf("header_cplusplus: %s\n", what);
  }
}

void live_through_a_session(const cello_session_signer &signer) {
  const std::vector<std::uint8_t> id(CELLO_SESSION_ID_LEN, 7);
  const std::uint64_t now = 1700000000;
  cello_session session;
  check(cello_session_begin(&signer, id.data(), now, &session) == CELLO_SESSION_OK, "begin");
  check(cello_session_set_text(&session, CELLO_SESSION_STR("user_id"), CELLO_SESSION_STR("123")) ==
            CELLO_SESSION_OK,
        "set_text");
  std::string line(CELLO_SESSION_COOKIE_LINE_LEN_MAX, '\0');
  std::size_t len = 0;
  check(cello_session_cookie_write(&signer, &session, now, &line[0], line.size(), &len) ==
            CELLO_SESSION_OK,
        "cookie_write");
  line.resize(line.find(';'));

  cello_session read;
  check(cello_session_cookie_read(&signer, line.data(), line.size(), now, &read) ==
            CELLO_SESSION_OK,
        "cookie_read");
  const char *user = nullptr;
  check(cello_session_get_text(&read, CELLO_SESSION_STR("user_id"), &user, &len) ==
                CELLO_SESSION_OK &&
            std::string(user, len) == "123",
        "get_text");
  cello_session_clear(&read);
  cello_session_remove(&read, CELLO_SESSION_STR("user_id"));
  cello_session_wipe(&read);
}

} // namespace

int main() {
  static const char secret[] = "session-secret-minimum-32-bytes-long";
  cello_session_config config;
  cello_session_signer signer;
  check(cello_session_config_init(&config, sizeof config, CELLO_SESSION_ABI_VERSION) ==
            CELLO_SESSION_OK,
        "config_init");
  config.signing_secret = reinterpret_cast<const std::uint8_t *>(secret);
  config.signing_secret_len = sizeof secret - 1;
  check(cello_session_signer_init(&signer, &config) == CELLO_SESSION_OK, "signer_init");
  live_through_a_session(signer);
  cello_session_signer_wipe(&signer);
  check(std::strcmp(cello_session_status_name(CELLO_SESSION_REJECTED), "rejected") == 0, "name");
  std::printf("header_cplusplus: %d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
