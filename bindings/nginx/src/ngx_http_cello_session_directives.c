/*
 * The setters of the directives that hold one plain value: a mode, a flag, a
 * text, a time.
 */

#include "ngx_http_cello_session.h"


typedef struct {
    ngx_str_t  name;
    ngx_uint_t value;
} ngx_http_cello_session_word_t;


static char *
ngx_http_cello_session_set_word(ngx_conf_t *cf, ngx_command_t *cmd, void *conf,
                                ngx_http_cello_session_word_t *words,
                                const char                    *choice);


/* clang-format off */

static ngx_http_cello_session_word_t  ngx_http_cello_session_modes[] = {
    { ngx_string("off"), NGX_HTTP_CELLO_SESSION_OFF },
    { ngx_string("on"), NGX_HTTP_CELLO_SESSION_ON },
    { ngx_string("required"), NGX_HTTP_CELLO_SESSION_REQUIRED },
    { ngx_null_string, 0 }
};


static ngx_http_cello_session_word_t  ngx_http_cello_session_same_sites[] = {
    { ngx_string("lax"), CELLO_SESSION_SAME_SITE_LAX },
    { ngx_string("strict"), CELLO_SESSION_SAME_SITE_STRICT },
    { ngx_string("none"), CELLO_SESSION_SAME_SITE_NONE },
    { ngx_null_string, 0 }
};

/* clang-format on */


char *
ngx_http_cello_session_set_mode(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    return ngx_http_cello_session_set_word(
        cf, cmd, conf, ngx_http_cello_session_modes,
        "use \"off\", \"on\" or \"required\"");
}


char *
ngx_http_cello_session_set_same_site(ngx_conf_t *cf, ngx_command_t *cmd,
                                     void *conf)
{
    return ngx_http_cello_session_set_word(
        cf, cmd, conf, ngx_http_cello_session_same_sites,
        "use \"lax\", \"strict\" or \"none\"");
}


static char *
ngx_http_cello_session_set_word(ngx_conf_t *cf, ngx_command_t *cmd, void *conf,
                                ngx_http_cello_session_word_t *words,
                                const char                    *choice)
{
    ngx_str_t  *value;
    ngx_uint_t *field, i;

    field = (ngx_uint_t *) ((u_char *) conf + cmd->offset);

    if (*field != NGX_CONF_UNSET_UINT) {
        return "is duplicate";
    }

    value = cf->args->elts;

    for (i = 0; words[i].name.len; i++) {
        if (words[i].name.len == value[1].len
            && ngx_strcasecmp(words[i].name.data, value[1].data) == 0)
        {
            *field = words[i].value;
            ngx_http_cello_session_mark(cf, conf, (ngx_uint_t) cmd->post);
            return NGX_CONF_OK;
        }
    }

    ngx_conf_log_error(NGX_LOG_EMERG, cf, 0, "\"%V\" is \"%V\": %s",
                       &cmd->name, &value[1], choice);
    return NGX_CONF_ERROR;
}


char *
ngx_http_cello_session_set_flag(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_command_t slot;

    slot = *cmd;
    slot.post = NULL;

    ngx_http_cello_session_mark(cf, conf, (ngx_uint_t) cmd->post);

    return ngx_conf_set_flag_slot(cf, &slot, conf);
}


char *
ngx_http_cello_session_set_text(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_cello_session_loc_conf_t *lcf = conf;

    ngx_str_t *value, *field;
    ngx_uint_t directive;

    field = (ngx_str_t *) ((u_char *) conf + cmd->offset);
    directive = (ngx_uint_t) cmd->post;

    if (field->data) {
        return "is duplicate";
    }

    value = cf->args->elts;
    *field = value[1];

    if (directive == NGX_HTTP_CELLO_SESSION_DOMAIN
        && ngx_strcmp(value[1].data, "off") == 0)
    {
        field->len = 0;

    } else if (field->len == 0) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0, "\"%V\" has an empty value",
                           &cmd->name);
        return NGX_CONF_ERROR;
    }

    ngx_http_cello_session_mark(cf, conf, directive);

    return ngx_http_cello_session_rule_alone(cf, directive, &lcf->settings);
}


char *
ngx_http_cello_session_set_time(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_cello_session_loc_conf_t *lcf = conf;

    time_t    *field;
    ngx_str_t *value;
    ngx_uint_t directive;

    field = (time_t *) ((u_char *) conf + cmd->offset);
    directive = (ngx_uint_t) cmd->post;

    if (*field != NGX_CONF_UNSET) {
        return "is duplicate";
    }

    value = cf->args->elts;

    if (directive == NGX_HTTP_CELLO_SESSION_ABSOLUTE_MAX_AGE
        && ngx_strcmp(value[1].data, "off") == 0)
    {
        *field = 0;
        ngx_http_cello_session_mark(cf, conf, directive);
        return NGX_CONF_OK;
    }

    *field = ngx_parse_time(&value[1], 1);

    if (*field == (time_t) NGX_ERROR) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "\"%V\" is \"%V\": write seconds, or a time like "
                           "30m, 12h or 7d",
                           &cmd->name, &value[1]);
        return NGX_CONF_ERROR;
    }

    ngx_http_cello_session_mark(cf, conf, directive);

    /* The library takes a zero for "not set" in the two limits. */

    if (*field == 0) {
        return ngx_http_cello_session_mistake(
            cf, conf, directive,
            directive == NGX_HTTP_CELLO_SESSION_ABSOLUTE_MAX_AGE
                ? " is 0: write a time, or \"off\" for no limit"
                : " is 0: a session has to live for a second at least");
    }

    return ngx_http_cello_session_rule_alone(cf, directive, &lcf->settings);
}
