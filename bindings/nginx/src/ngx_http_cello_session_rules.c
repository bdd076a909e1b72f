/*
 * The library's rules for a configuration: which directives each is about, and
 * which of them is reported when it is broken.
 */

#include "ngx_http_cello_session.h"


/* A rule of the library, and the directives that may have broken it. */
typedef struct {
    cello_session_status status;
    ngx_uint_t           directives[4];
} ngx_http_cello_session_rule_t;


/* clang-format off */

#define NONE  NGX_HTTP_CELLO_SESSION_NO_DIRECTIVE

static const ngx_http_cello_session_rule_t  ngx_http_cello_session_rules[] = {
    { CELLO_SESSION_COOKIE_NAME,
      { NGX_HTTP_CELLO_SESSION_COOKIE, NONE, NONE, NONE } },
    { CELLO_SESSION_COOKIE_PATH,
      { NGX_HTTP_CELLO_SESSION_PATH, NONE, NONE, NONE } },
    { CELLO_SESSION_COOKIE_DOMAIN,
      { NGX_HTTP_CELLO_SESSION_DOMAIN, NONE, NONE, NONE } },
    { CELLO_SESSION_MAX_AGE,
      { NGX_HTTP_CELLO_SESSION_MAX_AGE, NONE, NONE, NONE } },
    { CELLO_SESSION_LONGEST_MAX_AGE,
      { NGX_HTTP_CELLO_SESSION_LONGEST_MAX_AGE,
        NGX_HTTP_CELLO_SESSION_MAX_AGE, NONE, NONE } },
    { CELLO_SESSION_ABSOLUTE_MAX_AGE,
      { NGX_HTTP_CELLO_SESSION_ABSOLUTE_MAX_AGE,
        NGX_HTTP_CELLO_SESSION_MAX_AGE, NONE, NONE } },
    { CELLO_SESSION_SAME_SITE_NONE_NEEDS_SECURE,
      { NGX_HTTP_CELLO_SESSION_SAME_SITE,
        NGX_HTTP_CELLO_SESSION_SECURE, NONE, NONE } },
    { CELLO_SESSION_PARTITIONED_NEEDS_SECURE,
      { NGX_HTTP_CELLO_SESSION_PARTITIONED,
        NGX_HTTP_CELLO_SESSION_SECURE, NONE, NONE } },
    { CELLO_SESSION_HOST_PREFIX,
      { NGX_HTTP_CELLO_SESSION_COOKIE, NGX_HTTP_CELLO_SESSION_SECURE,
        NGX_HTTP_CELLO_SESSION_PATH, NGX_HTTP_CELLO_SESSION_DOMAIN } },
    { CELLO_SESSION_SECURE_PREFIX,
      { NGX_HTTP_CELLO_SESSION_COOKIE,
        NGX_HTTP_CELLO_SESSION_SECURE, NONE, NONE } },
    { CELLO_SESSION_SECRET_DUPLICATE,
      { NGX_HTTP_CELLO_SESSION_ACCEPTED_FILE,
        NGX_HTTP_CELLO_SESSION_SECRET_FILE, NONE, NONE } },
    { CELLO_SESSION_TOO_MANY_SECRETS,
      { NGX_HTTP_CELLO_SESSION_ACCEPTED_FILE, NONE, NONE, NONE } },
    { CELLO_SESSION_OK, { NONE, NONE, NONE, NONE } }
};

/* clang-format on */


/*
 * Asks the library about one value while its directive is read, so that it is
 * checked where no location uses it yet.
 */

char *
ngx_http_cello_session_rule_alone(ngx_conf_t *cf, ngx_uint_t directive,
                                  ngx_http_cello_session_settings_t *s)
{
    static const uint8_t no_secret[CELLO_SESSION_SECRET_LEN_MIN];

    cello_session_config                 config;
    cello_session_signer                 signer;
    cello_session_status                 status;
    const ngx_http_cello_session_rule_t *rule;

    status = cello_session_config_init(&config, sizeof(config),
                                       CELLO_SESSION_ABI_VERSION);

    if (status == CELLO_SESSION_OK) {
        config.signing_secret = no_secret;
        config.signing_secret_len = sizeof(no_secret);

        switch (directive) {

        case NGX_HTTP_CELLO_SESSION_COOKIE:
            config.cookie_name = (const char *) s->cookie.data;
            config.cookie_name_len = s->cookie.len;
            break;

        case NGX_HTTP_CELLO_SESSION_PATH:
            config.path = (const char *) s->path.data;
            config.path_len = s->path.len;
            break;

        case NGX_HTTP_CELLO_SESSION_DOMAIN:
            config.domain = (const char *) s->domain.data;
            config.domain_len = s->domain.len;
            break;

        case NGX_HTTP_CELLO_SESSION_MAX_AGE:
            config.max_age_s = (uint64_t) s->max_age;
            break;

        case NGX_HTTP_CELLO_SESSION_LONGEST_MAX_AGE:
            config.max_age_s = 1;
            config.longest_max_age_s = (uint64_t) s->longest_max_age;
            break;
        }

        status = cello_session_signer_init(&signer, &config);
        cello_session_signer_wipe(&signer);
    }

    for (rule = ngx_http_cello_session_rules; rule->status; rule++) {
        if (rule->status == status && rule->directives[0] == directive) {
            ngx_conf_log_error(NGX_LOG_EMERG, cf, 0, "\"%V\": %s",
                               cf->args->elts,
                               cello_session_status_message(status));
            return NGX_CONF_ERROR;
        }
    }

    return NGX_CONF_OK;
}


/* Of the directives involved, the one nearest to this location is blamed. */

char *
ngx_http_cello_session_rule_broken(ngx_conf_t                        *cf,
                                   ngx_http_cello_session_loc_conf_t *conf,
                                   cello_session_status               status)
{
    u_char                              *last;
    u_char                               what[NGX_MAX_CONF_ERRSTR];
    ngx_uint_t                           i, directive, candidate;
    const ngx_http_cello_session_rule_t *rule;

    directive = NGX_HTTP_CELLO_SESSION_MODE;

    for (rule = ngx_http_cello_session_rules; rule->status; rule++) {
        if (rule->status == status) {
            break;
        }
    }

    for (i = 0; i < 4 && rule->directives[i] != NONE; i++) {
        candidate = rule->directives[i];

        if (conf->places[candidate].line
            && (directive == NGX_HTTP_CELLO_SESSION_MODE
                || conf->places[candidate].levels_above
                       < conf->places[directive].levels_above))
        {
            directive = candidate;
        }
    }

    last = ngx_snprintf(what, sizeof(what) - 1, ": %s",
                        cello_session_status_message(status));
    *last = '\0';

    return ngx_http_cello_session_mistake(cf, conf, directive,
                                          (const char *) what);
}
