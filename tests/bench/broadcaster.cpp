#include "tests/bench/broadcaster.h"

#include <microhttpd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <mutex>
#include <string>
#include <vector>

namespace lockbox::bench {

namespace {

std::string contents(const char *path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Who waits, and what they are told.
struct Room {
    std::vector<MHD_Connection *> waiting;
    std::string news;
};

struct Question {
    bool hasWaited = false;
    bool isSeen = false;
    std::string body;
};

MHD_Result send(MHD_Connection *connection, const std::string &text)
{
    MHD_Response *response = MHD_create_response_from_buffer(
        text.size(), const_cast<char *>(text.data()), MHD_RESPMEM_MUST_COPY);
    const MHD_Result sent = MHD_queue_response(connection, 200, response);
    MHD_destroy_response(response);
    return sent;
}

MHD_Result handle(void *cls, MHD_Connection *connection, const char *url, const char *,
                  const char *, const char *data, size_t *size, void **state)
{
    auto &room = *static_cast<Room *>(cls);
    if (!*state) {
        *state = new Question;
        return MHD_YES;
    }
    auto &question = *static_cast<Question *>(*state);
    if (*size > 0) {
        question.body.append(data, *size);
        *size = 0;
        return MHD_YES;
    }
    const std::string path = url;
    if (path == "/count")
        return send(connection, std::to_string(room.waiting.size()));
    if (path == "/tell") {
        room.news = question.body;
        for (MHD_Connection *one : room.waiting)
            MHD_resume_connection(one);
        room.waiting.clear();
        return send(connection, "told");
    }
    if (question.hasWaited)
        return send(connection, room.news);
    question.hasWaited = true;
    MHD_suspend_connection(connection);
    room.waiting.push_back(connection);
    return MHD_YES;
}

void end(void *, MHD_Connection *, void **state, MHD_RequestTerminationCode)
{
    delete static_cast<Question *>(*state);
    *state = nullptr;
}

} // namespace

int broadcast(const char *certificateFile, const char *keyFile)
{
    Room room;
    const std::string certificate = contents(certificateFile);
    const std::string key = contents(keyFile);
    MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_TLS, 0, nullptr, nullptr,
        &handle, &room, MHD_OPTION_NOTIFY_COMPLETED, &end, nullptr, MHD_OPTION_CONNECTION_LIMIT,
        10'000U, MHD_OPTION_CONNECTION_MEMORY_LIMIT, size_t(32 << 10), MHD_OPTION_HTTPS_MEM_CERT,
        certificate.c_str(), MHD_OPTION_HTTPS_MEM_KEY, key.c_str(), MHD_OPTION_HTTPS_PRIORITIES,
        "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2", MHD_OPTION_END);
    if (!daemon)
        return 1;
    std::printf("%d\n", MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
    std::fflush(stdout);
    while (std::getchar() != EOF) {}
    MHD_quiesce_daemon(daemon);
    for (MHD_Connection *one : room.waiting)
        MHD_resume_connection(one);
    MHD_stop_daemon(daemon);
    return 0;
}

} // namespace lockbox::bench
