/* What browsers enforce, and the library before them: __Host- and __Secure- names, and what needs
 * Secure. */
#include "fixture.h"

#include <string.h>

static void expect(int line, cello_session_status expected, const cello_session_config *config) {
  cello_session_signer signer;
  paint(&signer, sizeof signer);
  cello_session_status status = cello_session_signer_init(&signer, config);
  check_status(__FILE__, line, "signer_init", expected, status);
  if (status != CELLO_SESSION_OK) {
    CHECK_PAINTED(signer);
  }
}

#define EXPECT(expected, config) expect(__LINE__, (expected), &(config))

static void set_name(cello_session_config *config, const char *name) {
  config->cookie_name = name;
  config->cookie_name_len = strlen(name);
}

static void set_path(cello_session_config *config, const char *path) {
  config->path = path;
  config->path_len = strlen(path);
}

static void set_domain(cello_session_config *config, const char *domain) {
  config->domain = domain;
  config->domain_len = strlen(domain);
}

static void partitioned_needs_secure(void) {
  cello_session_config config = config_default();
  config.partitioned = 1;
  EXPECT(CELLO_SESSION_OK, config);
  config.secure = 0;
  EXPECT(CELLO_SESSION_PARTITIONED_NEEDS_SECURE, config);
}

/* Browsers compare the prefixes without case, so a name that differs only in that is held to the
 * same rule. */
static void host_prefix_needs_secure_the_root_path_and_no_domain(void) {
  const char *names[] = {"__Host-id", "__host-id", "__HOST-id", "__hOsT-id", "__Host-"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    cello_session_config config = config_default();
    set_name(&config, names[i]);
    EXPECT(CELLO_SESSION_OK, config);
    config.secure = 0;
    EXPECT(CELLO_SESSION_HOST_PREFIX, config);
    config.secure = 1;
    set_path(&config, "/app");
    EXPECT(CELLO_SESSION_HOST_PREFIX, config);
    set_path(&config, "/");
    set_domain(&config, "example.com");
    EXPECT(CELLO_SESSION_HOST_PREFIX, config);
  }
}

static void secure_prefix_needs_secure(void) {
  const char *names[] = {"__Secure-id", "__secure-id", "__SECURE-id", "__Secure-"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    cello_session_config config = config_default();
    set_name(&config, names[i]);
    set_path(&config, "/app");
    set_domain(&config, "example.com");
    EXPECT(CELLO_SESSION_OK, config);
    config.secure = 0;
    EXPECT(CELLO_SESSION_SECURE_PREFIX, config);
  }
}

static void names_that_only_resemble_a_prefix_are_free(void) {
  const char *names[] = {"__Host",   "_Host-id",   "Host-id", "x__Host-id",
                         "__Secure", "__Secur-id", "__"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    cello_session_config config = config_default();
    set_name(&config, names[i]);
    set_path(&config, "/app");
    config.secure = 0;
    EXPECT(CELLO_SESSION_OK, config);
  }
}

int main(void) {
  partitioned_needs_secure();
  host_prefix_needs_secure_the_root_path_and_no_domain();
  secure_prefix_needs_secure();
  names_that_only_resemble_a_prefix_are_free();
  return check_report("test_prefixes");
}
