/* The rules for the cookie's name, path and domain, byte by byte and at each bound. */
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

static void set_path(cello_session_config *config, const char *path) {
  config->path = path;
  config->path_len = strlen(path);
}

static void set_domain(cello_session_config *config, const char *domain) {
  config->domain = domain;
  config->domain_len = strlen(domain);
}

/* RFC 6265 section 4.1.1: a token of RFC 2616, so no control, no space, no separator, nothing
 * beyond ASCII. */
static void a_name_is_token_characters(void) {
  const char *others =
      "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  cello_session_config config = config_default();
  for (int byte = 0; byte <= 255; byte++) {
    int allowed = byte != 0 && strchr(others, byte) != NULL;
    for (int place = 0; place < 3; place++) {
      char name[3] = {'a', 'a', 'a'};
      name[place] = (char)byte;
      config.cookie_name = name;
      config.cookie_name_len = sizeof name;
      EXPECT(allowed ? CELLO_SESSION_OK : CELLO_SESSION_COOKIE_NAME, config);
    }
  }
}

static void a_name_has_1_to_64_characters(void) {
  cello_session_config config = config_default();
  config.cookie_name = text_of(100);
  const struct {
    size_t len;
    cello_session_status status;
  } cases[] = {{0, CELLO_SESSION_COOKIE_NAME},
               {1, CELLO_SESSION_OK},
               {2, CELLO_SESSION_OK},
               {63, CELLO_SESSION_OK},
               {64, CELLO_SESSION_OK},
               {65, CELLO_SESSION_COOKIE_NAME},
               {SIZE_MAX, CELLO_SESSION_COOKIE_NAME}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    config.cookie_name_len = cases[i].len;
    EXPECT(cases[i].status, config);
  }
  config.cookie_name = NULL;
  config.cookie_name_len = 0;
  EXPECT(CELLO_SESSION_COOKIE_NAME, config);
  config.cookie_name_len = 10;
  EXPECT(CELLO_SESSION_NULL_ARGUMENT, config);
}

static void a_path_begins_with_a_slash_and_cannot_end_the_attribute(void) {
  cello_session_config config = config_default();
  for (int byte = 0; byte <= 255; byte++) {
    int allowed = byte >= 0x20 && byte < 0x7f && byte != ';';
    char path[3] = {'/', (char)byte, 'a'};
    config.path = path;
    config.path_len = sizeof path;
    EXPECT(allowed ? CELLO_SESSION_OK : CELLO_SESSION_COOKIE_PATH, config);
  }
  const char *refused[] = {"",          "a",  "a/b", " /", ";", "/;", "/a;Domain=example.com",
                           "/\r\nX: y", "\\", "./"};
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
    set_path(&config, refused[i]);
    EXPECT(CELLO_SESSION_COOKIE_PATH, config);
  }
}

static void a_path_has_up_to_255_characters(void) {
  char path[CELLO_SESSION_PATH_LEN_MAX + 1];
  memset(path, 'p', sizeof path);
  path[0] = '/';
  cello_session_config config = config_default();
  config.path = path;
  const struct {
    size_t len;
    cello_session_status status;
  } cases[] = {{1, CELLO_SESSION_OK},
               {2, CELLO_SESSION_OK},
               {254, CELLO_SESSION_OK},
               {255, CELLO_SESSION_OK},
               {256, CELLO_SESSION_COOKIE_PATH},
               {SIZE_MAX, CELLO_SESSION_COOKIE_PATH}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    config.path_len = cases[i].len;
    EXPECT(cases[i].status, config);
  }
  config.path = NULL;
  config.path_len = 1;
  EXPECT(CELLO_SESSION_NULL_ARGUMENT, config);
  config.path_len = 0;
  EXPECT(CELLO_SESSION_COOKIE_PATH, config);
}

static void a_domain_is_a_host_name(void) {
  cello_session_config config = config_default();
  const char *allowed[] = {"a",           "example.com",           "EXAMPLE.com",
                           "a-b.example", "xn--bcher-kva.example", "1.example",
                           "127.0.0.1",   "a.b.c.d.e.f.g",         "localhost"};
  for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
    set_domain(&config, allowed[i]);
    EXPECT(CELLO_SESSION_OK, config);
  }
  const char *refused[] = {"-a.example",
                           "a-.example",
                           ".",
                           ".example.com",
                           "example.com.",
                           "a..b",
                           "a b",
                           " a",
                           "a;b",
                           "a,b",
                           "a/b",
                           "a:80",
                           "a=b",
                           "\"a\"",
                           "a\tb",
                           "a\r\nX: y",
                           "\xc3\xbc.example",
                           "a\x7f",
                           "exa\\mple"};
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
    set_domain(&config, refused[i]);
    check_case(refused[i]);
    EXPECT(CELLO_SESSION_COOKIE_DOMAIN, config);
  }
  check_case(NULL);
  for (int byte = 0; byte <= 255; byte++) {
    if (byte >= 0x80 || byte <= 0x20 || byte == ';') {
      char domain[3] = {'a', (char)byte, 'a'};
      config.domain = domain;
      config.domain_len = sizeof domain;
      EXPECT(CELLO_SESSION_COOKIE_DOMAIN, config);
    }
  }
}

/* Labels of 63 characters, since some take the DNS' own limit on a label for part of the rule. */
static void a_domain_has_up_to_253_characters(void) {
  char domain[CELLO_SESSION_DOMAIN_LEN_MAX + 1];
  for (size_t i = 0; i < sizeof domain; i++) {
    domain[i] = i % 64 == 63 ? '.' : 'd';
  }
  cello_session_config config = config_default();
  config.domain = domain;
  const struct {
    size_t len;
    cello_session_status status;
  } cases[] = {{0, CELLO_SESSION_OK},
               {1, CELLO_SESSION_OK},
               {252, CELLO_SESSION_OK},
               {253, CELLO_SESSION_OK},
               {254, CELLO_SESSION_COOKIE_DOMAIN},
               {SIZE_MAX, CELLO_SESSION_COOKIE_DOMAIN}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    config.domain_len = cases[i].len;
    EXPECT(cases[i].status, config);
  }
  config.domain = NULL;
  config.domain_len = 0;
  EXPECT(CELLO_SESSION_OK, config);
  config.domain_len = 1;
  EXPECT(CELLO_SESSION_NULL_ARGUMENT, config);
}

int main(void) {
  a_name_is_token_characters();
  a_name_has_1_to_64_characters();
  a_path_begins_with_a_slash_and_cannot_end_the_attribute();
  a_path_has_up_to_255_characters();
  a_domain_is_a_host_name();
  a_domain_has_up_to_253_characters();
  return check_report("test_attributes");
}
