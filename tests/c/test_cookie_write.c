/* Set-Cookie lines, letter by letter: each attribute in its place, and the deletion with the same
 * ones. */
#include "fixture.h"

#include <stdio.h>
#include <string.h>

static struct line deletion(const cello_session_signer *signer) {
  struct line line;
  paint(&line, sizeof line);
  CHECK_STATUS(CELLO_SESSION_OK,
               cello_session_cookie_write_deletion(signer, line.text, sizeof line.text, &line.len));
  return line;
}

/* The line is NAME=, the token that sign gives, and these attributes; the deletion has no value and
 * Max-Age=0. */
static void check_lines(const cello_session_config *config, const char *name, const char *scope,
                        const char *max_age, const char *flags) {
  cello_session_signer signer = signer_of(config);
  cello_session session = session_of_user(&signer, NOW);
  struct token token = sign_at(&signer, &session, NOW);
  char expected[CELLO_SESSION_COOKIE_LINE_LEN_MAX + 1];
  int len = snprintf(expected, sizeof expected, "%s=%.*s%s%s%s", name, (int)token.len, token.text,
                     scope, max_age, flags);
  struct line line = write_at(&signer, &session, NOW);
  CHECK_BYTES(expected, (size_t)len, line.text, line.len);
  CHECK(is_painted(line.text + line.len, sizeof line.text - line.len));
  CHECK_UINT(line.len, describe_at(&signer, &session, NOW).cookie_line_len);

  len = snprintf(expected, sizeof expected, "%s=%s; Max-Age=0%s", name, scope, flags);
  line = deletion(&signer);
  CHECK_BYTES(expected, (size_t)len, line.text, line.len);
  CHECK(is_painted(line.text + line.len, sizeof line.text - line.len));
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_clear(&session));
  line = write_at(&signer, &session, NOW);
  CHECK_BYTES(expected, (size_t)len, line.text, line.len);
  CHECK_UINT(line.len, describe_at(&signer, &session, NOW).cookie_line_len);
}

static void the_defaults_write_the_documented_line(void) {
  cello_session_config config = config_default();
  check_lines(&config, "session_id", "; Path=/", "; Max-Age=86400",
              "; HttpOnly; Secure; SameSite=Lax");
}

static void every_combination_of_flags_is_written(void) {
  const char *same_sites[] = {"", "; SameSite=Lax", "; SameSite=Strict", "; SameSite=None"};
  for (unsigned bits = 0; bits < 16; bits++) {
    for (int32_t same_site = 1; same_site <= 3; same_site++) {
      cello_session_config config = config_default();
      config.http_only = bits & 1;
      config.secure = bits >> 1 & 1;
      config.partitioned = bits >> 2 & 1;
      config.persistent = bits >> 3 & 1;
      config.same_site = same_site;
      if (!config.secure && (config.partitioned || same_site == CELLO_SESSION_SAME_SITE_NONE)) {
        continue;
      }
      char flags[100];
      snprintf(flags, sizeof flags, "%s%s%s%s", config.http_only ? "; HttpOnly" : "",
               config.secure ? "; Secure" : "", same_sites[same_site],
               config.partitioned ? "; Partitioned" : "");
      check_lines(&config, "session_id", "; Path=/", config.persistent ? "; Max-Age=86400" : "",
                  flags);
    }
  }
}

static void name_path_and_domain_are_written_as_they_are(void) {
  cello_session_config config = config_default();
  config.cookie_name = "__Secure-a.b!~";
  config.cookie_name_len = strlen(config.cookie_name);
  config.path = "/a b/%20,\"x\"";
  config.path_len = strlen(config.path);
  config.domain = "Example.COM";
  config.domain_len = strlen(config.domain);
  check_lines(&config, "__Secure-a.b!~", "; Path=/a b/%20,\"x\"; Domain=Example.COM",
              "; Max-Age=86400", "; HttpOnly; Secure; SameSite=Lax");
  config = config_default();
  config.cookie_name = "__Host-s";
  config.cookie_name_len = strlen(config.cookie_name);
  check_lines(&config, "__Host-s", "; Path=/", "; Max-Age=86400",
              "; HttpOnly; Secure; SameSite=Lax");
}

/* Max-Age is what is left: the lifetime, or less where the absolute end comes first. */
static void max_age_is_the_time_that_is_left(void) {
  const uint64_t ages[] = {1, 9, 10, 99, 100, 999, 86400, 34559999, 34560000};
  for (size_t i = 0; i < sizeof ages / sizeof ages[0]; i++) {
    cello_session_config config = config_default();
    char max_age[40];
    config.max_age_s = ages[i];
    snprintf(max_age, sizeof max_age, "; Max-Age=%llu", (unsigned long long)ages[i]);
    check_lines(&config, "session_id", "; Path=/", max_age, "; HttpOnly; Secure; SameSite=Lax");
  }
  cello_session_config config = config_default();
  config.max_age_s = 600;
  config.absolute_max_age_s = 1000;
  cello_session_signer signer = signer_of(&config);
  cello_session session = session_of_user(&signer, NOW);
  for (uint64_t age = 395; age < 1000; age++) {
    struct line line = write_at(&signer, &session, NOW + age);
    char max_age[40];
    const uint64_t left = age < 400 ? 600 : 1000 - age;
    snprintf(max_age, sizeof max_age, "; Max-Age=%llu;", (unsigned long long)left);
    char text[CELLO_SESSION_COOKIE_LINE_LEN_MAX + 1];
    memcpy(text, line.text, line.len);
    text[line.len] = 0;
    CHECK(strstr(text, max_age) != NULL);
    CHECK_UINT(line.len, describe_at(&signer, &session, NOW + age).cookie_line_len);
  }
}

/* An empty map is deleted, not signed, so it is no matter that nothing is left of the session. */
static void an_empty_session_is_deleted_also_after_its_end(void) {
  cello_session_config config = config_default();
  config.absolute_max_age_s = config.max_age_s;
  cello_session_signer signer = signer_of(&config);
  cello_session session = session_empty(&signer, NOW);
  struct line expected = deletion(&signer), line = write_at(&signer, &session, NOW + DAY_S);
  CHECK_BYTES(expected.text, expected.len, line.text, line.len);
  struct token token = sign_at(&signer, &session, NOW); /* sign signs it all the same */
  cello_session read = read_at(&signer, &token, NOW);
  CHECK_UINT(0, describe_at(&signer, &read, NOW).count);
}

static void what_is_written_is_read_back(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW), read;
  struct line line = write_at(&signer, &session, NOW);
  const char *end = memchr(line.text, ';', line.len);
  CHECK(end != NULL);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_cookie_read(&signer, line.text,
                                                           (size_t)(end - line.text), NOW, &read));
  const char *user;
  size_t len;
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_get_text(&read, TEXT("user_id"), &user, &len));
  CHECK_TEXT("123", user, len);
  line = deletion(&signer);
  end = memchr(line.text, ';', line.len);
  CHECK_STATUS(
      CELLO_SESSION_REJECTED,
      cello_session_cookie_read(&signer, line.text, (size_t)(end - line.text), NOW, &read));
}

int main(void) {
  the_defaults_write_the_documented_line();
  every_combination_of_flags_is_written();
  name_path_and_domain_are_written_as_they_are();
  max_age_is_the_time_that_is_left();
  an_empty_session_is_deleted_also_after_its_end();
  what_is_written_is_read_back();
  return check_report("test_cookie_write");
}
