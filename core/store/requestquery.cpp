#include "core/store/requestquery.h"

namespace lockbox {

QString PagePosition::toToken() const
{
    const QByteArray text =
        value.toUtf8().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    return QStringLiteral("%1%2.%3")
        .arg(backward ? QLatin1Char('b') : QLatin1Char('f'))
        .arg(key)
        .arg(QString::fromLatin1(text));
}

Result<PagePosition> PagePosition::fromToken(const QString &token)
{
    const qsizetype dot = token.indexOf(QLatin1Char('.'));
    bool isNumber = false;
    PagePosition position;
    position.backward = token.startsWith(QLatin1Char('b'));
    position.key = dot > 1 ? token.mid(1, dot - 1).toLongLong(&isNumber) : 0;
    if (!isNumber || !(position.backward || token.startsWith(QLatin1Char('f'))))
        return invalid(QStringLiteral("after"),
                       QStringLiteral("after is no key of a page: \"%1\"").arg(token.left(80)));
    position.value = QString::fromUtf8(
        QByteArray::fromBase64(token.mid(dot + 1).toLatin1(), QByteArray::Base64UrlEncoding));
    return position;
}

/// The column of a sort; empty where the key alone orders.
static QString sortColumn(const RequestQuery &query)
{
    switch (query.sort) {
    case RequestSort::PendingFirst:
        return query.states.size() == 1 ? QString() : QStringLiteral("waiting");
    case RequestSort::SubmittedAt: return {};
    case RequestSort::Reference: return QStringLiteral("{reference_order}");
    case RequestSort::Service: return QStringLiteral("request.service");
    case RequestSort::Requestor: return QStringLiteral("request.requestor");
    case RequestSort::State: break;
    }
    return QStringLiteral("state");
}

bool isAscending(const RequestQuery &query)
{
    const bool rising =
        query.sort != RequestSort::PendingFirst && query.sort != RequestSort::SubmittedAt;
    return rising != query.descending;
}

QString sortValue(const RequestQuery &query, const AccessRequest &request)
{
    switch (query.sort) {
    case RequestSort::PendingFirst:
        return QString::number(request.state == RequestState::Pending ? 1 : 0);
    case RequestSort::SubmittedAt: return {};
    case RequestSort::Reference: return request.reference;
    case RequestSort::Service: return request.service;
    case RequestSort::Requestor: return request.requestor;
    case RequestSort::State: break;
    }
    return toSlug(request.state);
}

static QString statesPart(const std::vector<RequestState> &states)
{
    if (states.empty())
        return QStringLiteral("1 = 1");
    QStringList slugs;
    for (RequestState state : states)
        slugs.append(QStringLiteral("'%1'").arg(toSlug(state)));
    return slugs.size() == 1
               ? QStringLiteral("state = %1").arg(slugs.front())
               : QStringLiteral("state IN (%1)").arg(slugs.join(QStringLiteral(", ")));
}

SqlParts visibilityParts(const Visibility &visibility)
{
    switch (visibility.kind) {
    case Visibility::Kind::Customer:
        return {{QStringLiteral("visibility"), QStringLiteral("authorized_at IS NOT NULL")},
                {QStringLiteral("count_visibility"), QStringLiteral("visible = 1")}};
    case Visibility::Kind::Own:
        // {off_index} keeps SQLite from the requestors' index, which is a detour nearly everywhere.
        return {
            {QStringLiteral("visibility"), QStringLiteral("{off_index}request.requestor = :own")},
            {QStringLiteral("count_visibility"), QStringLiteral("requestor = :own")}};
    case Visibility::Kind::All: break;
    }
    return {{QStringLiteral("visibility"), QStringLiteral("1 = 1")},
            {QStringLiteral("count_visibility"), QStringLiteral("1 = 1")}};
}

static QString positionPart(const QString &column, Stretch stretch, bool rising)
{
    const QString sign = rising ? QStringLiteral(">") : QStringLiteral("<");
    if (column.isEmpty())
        return QStringLiteral("request.key %1 :after_key").arg(sign);
    const QString value = column == QStringLiteral("{reference_order}")
                              ? QStringLiteral("{after_reference}")
                              : QStringLiteral(":after_value");
    if (stretch == Stretch::SameValue)
        return QStringLiteral("%1 = %3 AND request.key %2 :after_key").arg(column, sign, value);
    return QStringLiteral("%1 %2 %3").arg(column, sign, value);
}

bool hasTwoStretches(const RequestQuery &query)
{
    return !sortColumn(query).isEmpty();
}

bool isInOrderOfKeys(const RequestQuery &query)
{
    return sortColumn(query).isEmpty();
}

bool areFew(qint64 fitting, qint64 all, int limit)
{
    constexpr qint64 alwaysFew = 1000;
    return fitting <= alwaysFew || fitting < limit * all / fitting;
}

SqlParts listParts(const RequestQuery &query, const Visibility &visibility,
                   const std::optional<PagePosition> &position, Stretch stretch,
                   const ListPath &path)
{
    const bool backward = position ? position->backward : query.fromEnd;
    const bool rising = isAscending(query) != backward;
    const QString direction = rising ? QStringLiteral("ASC") : QStringLiteral("DESC");
    const QString column = sortColumn(query);
    const QString offIndex = QStringLiteral("{off_index}");

    SqlParts parts = visibilityParts(visibility);
    if (path.byRequestor)
        parts[QStringLiteral("visibility")] = QStringLiteral("request.requestor = :own");
    const QString states = statesPart(query.states);
    parts[QStringLiteral("states")] =
        path.byRequestor && !query.states.empty() ? offIndex + states : states;
    parts[QStringLiteral("position")] =
        position ? positionPart(column, stretch, rising) : QStringLiteral("1 = 1");
    parts[QStringLiteral("order")] =
        column.isEmpty() ? QStringLiteral("request.key %1").arg(direction)
                         : QStringLiteral("%3%1 %2, request.key %2")
                               .arg(column, direction, path.sortFew ? offIndex : QString());
    return parts;
}

/// Where a search ends to look row by row, in list order, and begins to ask the words' index.
static QString nearEdge(const std::optional<PagePosition> &position, bool rising)
{
    constexpr int near = 30'000;
    const QString sign = rising ? QStringLiteral("+") : QStringLiteral("-");
    if (position)
        return QStringLiteral("(SELECT CAST(:after_key AS BIGINT) %1 %2)").arg(sign).arg(near);
    return QStringLiteral("(SELECT %1(edge.key) %2 %3 FROM request_search AS edge "
                          "WHERE edge.tenant = :tenant)")
        .arg(rising ? QStringLiteral("min") : QStringLiteral("max"), sign)
        .arg(near);
}

SqlParts searchParts(const RequestQuery &query, const Visibility &visibility,
                     const std::optional<PagePosition> &position)
{
    const bool rising = position ? position->backward : query.fromEnd;
    SqlParts parts = visibilityParts(visibility);
    parts[QStringLiteral("states")] = statesPart(query.states);
    // Of a state that only few or only new requests have, all lie in a short stretch: nothing outside it need be looked at.
    parts[QStringLiteral("search_states")] =
        query.states.size() == 1 ? QStringLiteral("{search_stretch}") : QStringLiteral("1 = 1");
    parts[QStringLiteral("search_position")] = !position ? QStringLiteral("1 = 1")
                                               : rising
                                                   ? QStringLiteral("{search_key} > :after_key")
                                                   : QStringLiteral("{search_key} < :after_key");
    const QString edge = nearEdge(position, rising);
    parts[QStringLiteral("search_near")] =
        QStringLiteral("{search_key} %1 %2").arg(QLatin1Char(rising ? '<' : '>')).arg(edge);
    parts[QStringLiteral("search_far")] =
        QStringLiteral("{search_key} %1= %2").arg(QLatin1Char(rising ? '>' : '<')).arg(edge);
    parts[QStringLiteral("search_order")] =
        rising ? QStringLiteral("{search_key} ASC") : QStringLiteral("{search_key} DESC");
    parts[QStringLiteral("search_rows")] =
        rising ? QStringLiteral("request.key ASC") : QStringLiteral("request.key DESC");
    return parts;
}

} // namespace lockbox
