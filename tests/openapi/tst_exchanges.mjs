// Holds what all tests asked the service and were answered against the API's description.
//
//     tst_exchanges.mjs TOOLS DESCRIPTION.json FOLDER

import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Description } from './description.mjs';
import { check, tell } from './exchange.mjs';

const MOST_TOLD = 20;

const [tools, path, folder] = process.argv.slice(2);
const description = new Description(tools, path);
const succeeded = new Set();
const kinds = new Set();
const wrong = [];
let count = 0;

for (const file of readdirSync(folder).sort()) {
    for await (const line of createInterface({ input: createReadStream(join(folder, file)) })) {
        const exchange = JSON.parse(line);
        const { faults, operation } = check(description, exchange);
        ++count;
        kinds.add(`${operation?.name ?? exchange.question.method} ${exchange.answer.status}`);
        if (operation && exchange.answer.status < 300) succeeded.add(operation.name);
        if (faults.length > 0) wrong.push(tell(exchange, faults));
    }
}

const unseen = description.operations.map((one) => one.name).filter((name) => !succeeded.has(name));
wrong.slice(0, MOST_TOLD).forEach((text) => console.log(text));
unseen.forEach((name) => console.log(`${name}: no test was seen to succeed with it`));
console.log(`${count} exchanges in ${readdirSync(folder).length} files, ${description.operations.length} operations, `
    + `${kinds.size} kinds of answers: ${wrong.length} not as described, ${unseen.length} operations never seen to succeed`);
process.exitCode = count > 0 && wrong.length === 0 && unseen.length === 0 ? 0 : 1;
