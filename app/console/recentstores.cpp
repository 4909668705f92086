#include "app/console/recentstores.h"

#include <QSettings>

#include <algorithm>

namespace lockbox::ui {

namespace {

QString arrayKey()
{
    return QStringLiteral("recentStores");
}

QString slugOf(StoreKind kind)
{
    switch (kind) {
    case StoreKind::Demo: return QStringLiteral("demo");
    case StoreKind::Service: return QStringLiteral("service");
    case StoreKind::File: break;
    }
    return QStringLiteral("file");
}

StoreKind kindOfSlug(const QString &slug)
{
    if (slug == slugOf(StoreKind::Demo))
        return StoreKind::Demo;
    return slug == slugOf(StoreKind::Service) ? StoreKind::Service : StoreKind::File;
}

void write(const std::vector<RecentStore> &stores)
{
    QSettings settings;
    settings.remove(arrayKey());
    settings.beginWriteArray(arrayKey(), static_cast<int>(stores.size()));
    for (size_t i = 0; i < stores.size(); ++i) {
        settings.setArrayIndex(static_cast<int>(i));
        settings.setValue(QStringLiteral("location"), stores[i].location);
        settings.setValue(QStringLiteral("kind"), slugOf(stores[i].kind));
        settings.setValue(QStringLiteral("name"), stores[i].name);
        settings.setValue(QStringLiteral("opened"),
                          qint64(stores[i].lastOpened.time_since_epoch().count()));
    }
    settings.endArray();
}

} // namespace

StoreKind kindOf(const QString &location)
{
    const bool isService = location.startsWith(QStringLiteral("https:"), Qt::CaseInsensitive)
                           || location.startsWith(QStringLiteral("http:"), Qt::CaseInsensitive);
    return isService ? StoreKind::Service : StoreKind::File;
}

std::vector<RecentStore> RecentStores::all()
{
    std::vector<RecentStore> stores;
    QSettings settings;
    const int count = settings.beginReadArray(arrayKey());
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        RecentStore store{.location = settings.value(QStringLiteral("location")).toString(),
                          .kind = kindOfSlug(settings.value(QStringLiteral("kind")).toString()),
                          .name = settings.value(QStringLiteral("name")).toString(),
                          .lastOpened = Timestamp(std::chrono::milliseconds(
                              settings.value(QStringLiteral("opened")).toLongLong()))};
        if (!store.location.isEmpty())
            stores.push_back(std::move(store));
    }
    std::ranges::stable_sort(stores, std::greater(), &RecentStore::lastOpened);
    return stores;
}

void RecentStores::remember(const RecentStore &store)
{
    auto stores = all();
    std::erase_if(stores,
                  [&](const RecentStore &known) { return known.location == store.location; });
    stores.insert(stores.begin(), store);
    stores.resize(std::min(stores.size(), most));
    write(stores);
}

void RecentStores::forget(const QString &location)
{
    auto stores = all();
    std::erase_if(stores, [&](const RecentStore &known) { return known.location == location; });
    write(stores);
}

} // namespace lockbox::ui
