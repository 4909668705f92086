#include "core/base/ids.h"

#include <QtEndian>

namespace lockbox {

QUuid RandomIdSource::next()
{
    return QUuid::createUuid();
}

QUuid SeededIdSource::next()
{
    quint64 high = m_engine();
    quint64 low = m_engine();
    high = (high & 0xffffffffffff0fffULL) | 0x4000ULL;           // RFC 9562 version 4
    low = (low & 0x3fffffffffffffffULL) | 0x8000000000000000ULL; // RFC 9562 variant
    uchar bytes[16];
    qToBigEndian(high, bytes);
    qToBigEndian(low, bytes + 8);
    return QUuid::fromRfc4122(QByteArrayView(bytes, sizeof bytes));
}

} // namespace lockbox
