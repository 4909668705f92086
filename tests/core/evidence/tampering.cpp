#include "tests/core/evidence/tampering.h"

#include "core/evidence/layout.h"

#include <QJsonDocument>

namespace lockbox::test {

using namespace evidence;

namespace {

using Folder = const EvidenceFolder &;

Tamper manifestWith(const std::function<void(Manifest &)> &change)
{
    return [change](Folder folder) { changeManifest(folder, change); };
}

Tamper replaced(const QString &file, const char *before, const char *after)
{
    return [=](Folder folder) { folder.replace(file, before, after); };
}

Tamper linesWith(const std::function<void(QByteArrayList &)> &change)
{
    return [change](Folder folder) {
        QByteArrayList lines = linesOf(folder);
        change(lines);
        writeLines(folder, lines);
    };
}

std::vector<Tampering> withEvents()
{
    const QString file = layout::events();
    return {
        {"a word of an event", replaced(file, "Go ahead", "Do ahead"), layout::proof(7), 7},
        {"not in canonical form", replaced(file, "{\"actor\":", "{ \"actor\":"), file},
        {"a member twice", replaced(file, "{\"actor\":", "{\"actor\":null,\"actor\":"), file},
        {"an unknown kind", replaced(file, "request.approved", "request.approve"), file, 5},
        {"an unknown member", replaced(file, ",\"user\":null}", ",\"user\":null,\"x\":1}"), file},
        {"no JSON", linesWith([](auto &lines) { lines = {"hello"}; }), file},
        {"no event", [=](Folder folder) { folder.write(file, {}); }, file},
        {"an empty line", replaced(file, "}\n", "}\n\n"), file, 2},
        {"Windows' line ends", replaced(file, "\n", "\r\n"), file},
        {"an event twice", linesWith([](auto &lines) { lines.prepend(lines.first()); }), file, 2},
        {"two events swapped", linesWith([](auto &lines) { lines.swapItemsAt(1, 2); }), file, 5},
        {"an event of another number", replaced(file, "\"seq\":4", "\"seq\":3"), layout::proof(3),
         3},
        {"the last event removed, not its proof",
         linesWith([](auto &lines) { lines.removeLast(); }), layout::manifest()},
        {"the last event removed, and what is said of it",
         [](Folder folder) {
             linesWith([](auto &lines) { lines.removeLast(); })(folder);
             manifestWith([](Manifest &m) { m.events = 5, m.last = 9; })(folder);
         },
         layout::proof(10)},
    };
}

std::vector<Tampering> withProofs()
{
    const auto copied = [](qint64 from, qint64 to) -> Tamper {
        return [=](Folder folder) {
            folder.write(layout::proof(to), folder.read(layout::proof(from)));
        };
    };
    const QString other = QStringLiteral("proofs/.note");
    return {
        {"a proof of another event", copied(5, 4), layout::proof(4), 4},
        {"a proof with extra data", replaced(layout::proof(4), "@v1\n", "@v1\nextra AAAA\n"),
         layout::proof(4), 4},
        {"a proof too many", copied(4, 3), layout::proof(3)},
        {"something else among the proofs", [=](Folder folder) { folder.write(other, "x"); },
         other},
    };
}

std::vector<Tampering> withTheManifest()
{
    const QString file = layout::manifest();
    return {
        {"another request", manifestWith([](Manifest &m) {
             m.scope.request = RequestId(SeededIdSource(2).next()).toString();
         }),
         layout::events(), 2},
        {"a time without the last event",
         manifestWith([](Manifest &m) { m.scope = ofTime("2026-02-05", "2026-02-05T13:00:00Z"); }),
         layout::events(), 10},
        {"another number of events", manifestWith([](Manifest &m) { m.events = 7; }), file},
        {"another first event", manifestWith([](Manifest &m) { m.first = 1; }), file},
        {"another size", manifestWith([](Manifest &m) { m.logSize = 15; }), file},
        {"another log", manifestWith([](Manifest &m) {
             m.tenant.id = TenantId(SeededIdSource(2).next());
             m.origin = originOf(m.tenant);
         }),
         layout::verifierKey()},
        {"a log that isn't the tenant's", manifestWith([](Manifest &m) { m.origin += u'x'; }),
         file},
        {"another tenant's name",
         manifestWith([](Manifest &m) { m.tenant.name = QStringLiteral("Tailspin"); }),
         layout::report()},
        {"more said to be left out", manifestWith([](Manifest &m) { m.notCovered = 1; }),
         layout::report()},
        {"another form",
         [=](Folder folder) {
             const auto json = QJsonDocument::fromJson(folder.read(file));
             folder.write(file, json.toJson(QJsonDocument::Compact));
         },
         file},
        {"more than it has to say", replaced(file, "{\n", "{\n    \"aaa\": 1,\n"), file},
    };
}

std::vector<Tampering> withTexts()
{
    const QString report = layout::report();
    const auto resized = [=](qsizetype size, const char *more) -> Tamper {
        return
            [=](Folder folder) { folder.write(report, folder.read(report).chopped(size) + more); };
    };
    return {
        {"a word of the report", replaced(report, "Approved the request", "Denied the request"),
         report},
        {"a longer report", resized(0, "x"), report},
        {"a cut report", resized(8, ""), report},
        {"other instructions", replaced(layout::instructions(), "openssl pkeyutl -verify", "true"),
         layout::instructions()},
    };
}

} // namespace

QByteArrayList linesOf(const EvidenceFolder &folder)
{
    QByteArrayList lines = folder.read(layout::events()).split('\n');
    lines.removeLast();
    return lines;
}

void writeLines(const EvidenceFolder &folder, const QByteArrayList &lines)
{
    folder.write(layout::events(), lines.join('\n') + '\n');
}

void changeManifest(const EvidenceFolder &folder, const std::function<void(Manifest &)> &change)
{
    Manifest manifest = Manifest::parse(folder.read(layout::manifest())).value();
    change(manifest);
    folder.write(layout::manifest(), manifest.toBytes());
}

std::vector<Tampering> tamperings()
{
    std::vector<Tampering> all;
    for (const auto &some : {withEvents(), withProofs(), withTheManifest(), withTexts()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

} // namespace lockbox::test
