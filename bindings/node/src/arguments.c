/* Arguments from JavaScript: nothing is taken for what it was not checked to be. */
#include "addon.h"

#include <stdio.h>

static const double LARGEST_EXACT = 9007199254740991.0;

static bool is_whole(double number, double most) {
  return number >= 0 && number <= most && (double)(uint64_t)number == number;
}

bool take_arguments(napi_env env, napi_callback_info info, size_t wanted, napi_value *argv,
                    void **data_out) {
  size_t given = wanted;
  void *data = NULL;

  if (napi_get_cb_info(env, info, &given, argv, NULL, &data) != napi_ok || data == NULL) {
    napi_throw_error(env, NULL, "cello-session: the engine gave no arguments");
    return false;
  }
  if (given < wanted) {
    char must[48];
    snprintf(must, sizeof must, "%u, not %u", (unsigned)wanted, (unsigned)given);
    throw_type_error(env, "the number of arguments", must);
    return false;
  }
  *data_out = data;
  return true;
}

bool seconds_argument(napi_env env, napi_value value, const char *name, uint64_t *out) {
  double seconds;

  /* Every integer up to 2^53 is exact in a double; the library has its own bound, and a status for
   * it. */
  if (napi_get_value_double(env, value, &seconds) != napi_ok || !is_whole(seconds, LARGEST_EXACT)) {
    throw_type_error(env, name, "a whole number of seconds, not negative");
    return false;
  }
  *out = (uint64_t)seconds;
  return true;
}

bool count_argument(napi_env env, napi_value value, const char *name, uint32_t most,
                    uint32_t *out) {
  double number;

  if (napi_get_value_double(env, value, &number) != napi_ok || !is_whole(number, most)) {
    throw_type_error(env, name, "a number within its bounds");
    return false;
  }
  *out = (uint32_t)number;
  return true;
}

void throw_type_error(napi_env env, const char *name, const char *must) {
  char message[160];
  bool pending = false;

  if (napi_is_exception_pending(env, &pending) == napi_ok && pending)
    return;
  snprintf(message, sizeof message, "%s must be %s", name, must);
  napi_throw_type_error(env, "invalid_argument", message);
}

napi_value answer_status(napi_env env, cello_session_status status) {
  napi_value answer = NULL;
  (void)napi_create_int32(env, status, &answer);
  return answer;
}
