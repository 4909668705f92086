// Exchanges that are not as described, each of which has to be noticed; and one that is.
//
//     tst_wrong.mjs TOOLS DESCRIPTION.json

import { Description } from './description.mjs';
import { check } from './exchange.mjs';

const [tools, path] = process.argv.slice(2);
const description = new Description(tools, path);

const JSON_TYPE = { 'content-type': 'application/json' };
const TAG = { etag: '"a"' };
const PROBLEM = { 'content-type': 'application/problem+json', 'www-authenticate': 'Bearer' };
const user = {
    userPrincipalName: 'ada@contoso.com', displayName: 'Ada', email: null, alternateEmail: null, side: 'customer', roles: [],
};
const wish = { userPrincipalName: 'ada@contoso.com', displayName: 'Ada', side: 'customer' };
const problem = (status, more = {}) => ({
    type: 'about:blank', title: 'No', status, code: 'notFound', detail: 'no', field: null, state: null, decidedBy: null,
    decidedAt: null, candidates: [], ...more,
});

function exchange(method, target, status, body, { sent = '', headers = {}, said = { ...JSON_TYPE, ...TAG } } = {}) {
    return {
        by: 'tst_wrong',
        question: { method, target, headers: { ...(sent ? JSON_TYPE : {}), ...headers }, body: sent && JSON.stringify(sent) },
        answer: { status, headers: said, body: typeof body === 'string' ? body : JSON.stringify(body) },
    };
}

const right = [
    exchange('GET', '/v1/users/ada%40contoso.com', 200, user),
    exchange('GET', '/v1/users?search=a&side=customer', 200, { value: [user] }),
    exchange('POST', '/v1/users', 201, user, { sent: wish, headers: { 'idempotency-key': 'k' } }),
    exchange('GET', '/v1/account', 401, problem(401), { said: PROBLEM }),
    exchange('GET', '/v1/none', 404, problem(404), { said: PROBLEM }),
    exchange('POST', '/v1/sign-out', 204, '', { said: {} }),
    // What is refused may be asked in any form.
    exchange('POST', '/v1/users', 400, problem(400), { sent: { more: 1 }, said: PROBLEM }),
    exchange('GET', '/v1/users?more=1', 400, problem(400), { said: PROBLEM }),
];

const wrong = {
    'a field more': exchange('GET', '/v1/users/ada', 200, { ...user, more: 1 }),
    'a field less': exchange('GET', '/v1/users/ada', 200, { ...user, roles: undefined }),
    'a field of another type': exchange('GET', '/v1/users/ada', 200, { ...user, email: 1 }),
    'a value that there is not': exchange('GET', '/v1/users/ada', 200, { ...user, side: 'other' }),
    'a field more further inside': exchange('GET', '/v1/users', 200, { value: [{ ...user, more: 1 }] }),
    'a time that is none': exchange('GET', '/v1/next-deadline', 200, { nextDeadline: '2026-02-05 19:11:55Z' }),
    'no JSON': exchange('GET', '/v1/users/ada', 200, '{'),
    'another type': exchange('GET', '/v1/users/ada', 200, user, { said: { 'content-type': 'text/html', ...TAG } }),
    'no type': exchange('GET', '/v1/users/ada', 200, user, { said: TAG }),
    'a status that is not described': exchange('GET', '/v1/users/ada', 202, user),
    'a body that is not described': exchange('POST', '/v1/sign-out', 204, 'x', { said: {} }),
    'an address that is not described': exchange('GET', '/v1/none', 200, user),
    'a method that is not described': exchange('DELETE', '/v1/policy', 200, {}),
    'a parameter that is not described': exchange('GET', '/v1/users?more=1', 200, { value: [] }),
    'a parameter twice': exchange('GET', '/v1/users?search=a&search=b', 200, { value: [] }),
    'a parameter of no such value': exchange('GET', '/v1/users?side=other', 200, { value: [] }),
    'a parameter that is no number': exchange('GET', '/v1/log/leaves/x', 200, 'x', { said: { 'content-type': 'text/plain' } }),
    'a body that was taken': exchange('POST', '/v1/users', 201, user, { sent: { ...wish, more: 1 } }),
    'a body that was taken, and is too little': exchange('POST', '/v1/users', 201, user, { sent: { side: 'customer' } }),
    'no body where one has to be': exchange('POST', '/v1/users', 201, user),
    'a body of another type': exchange('POST', '/v1/users', 201, user, { sent: wish, headers: { 'content-type': 'text/plain' } }),
    'a key that is too long': exchange('POST', '/v1/users', 201, user, { sent: wish, headers: { 'idempotency-key': 'k'.repeat(256) } }),
    'a refusal without its header': exchange('GET', '/v1/account', 401, problem(401),
        { said: { 'content-type': 'application/problem+json' } }),
    'a refusal that is no problem': exchange('GET', '/v1/account', 401, 'no', { said: PROBLEM }),
    'a problem of another status': exchange('GET', '/v1/account', 401, problem(403), { said: PROBLEM }),
    'a problem with a field more': exchange('GET', '/v1/account', 401, problem(401, { more: 1 }), { said: PROBLEM }),
    'a problem of no known code': exchange('GET', '/v1/account', 401, problem(401, { code: 'other' }), { said: PROBLEM }),
    'a problem without a title of its own': exchange('GET', '/v1/account', 403, problem(403, { title: 'Internal error' }),
        { said: PROBLEM }),
};

let failed = 0;
function expect(holds, text) {
    if (holds) return;
    ++failed;
    console.log(text);
}
for (const one of right) {
    const { faults } = check(description, one);
    expect(faults.length === 0, `${one.question.method} ${one.question.target} ${one.answer.status}: ${faults.join('; ')}`);
}
for (const [name, one] of Object.entries(wrong))
    expect(check(description, one).faults.length > 0, `not noticed: ${name}`);
console.log(`${right.length} that are right, ${Object.keys(wrong).length} that are wrong: ${failed} taken for the other`);
process.exitCode = failed === 0 ? 0 : 1;
