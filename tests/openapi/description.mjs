// The API's description, and what of an exchange is not as it says. Schemas are Ajv's business, all else is here.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/;
const ROOT = 'lockbox';

// The same schemas, where no object has a field that isn't described.
function strict(node) {
    if (Array.isArray(node)) return node.map(strict);
    if (node === null || typeof node !== 'object') return node;
    const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, strict(value)]));
    if (copy.properties && !('additionalProperties' in copy) && typeof copy.properties === 'object')
        copy.additionalProperties = false;
    return copy;
}

function withoutKind(type) {
    return (type ?? '').split(';')[0].trim().toLowerCase();
}

export class Description {
    constructor(tools, path) {
        const require = createRequire(join(tools, 'package.json'));
        this.document = JSON.parse(readFileSync(path, 'utf8'));
        this.asked = this.schemas(require, this.document);
        // Times may be sent with any offset; those of answers are in UTC.
        this.answered = this.schemas(require, {
            ...this.document,
            components: { ...this.document.components, schemas: strict(this.document.components.schemas) },
        }).addFormat('date-time', DATE_TIME);
        this.operations = this.allOperations();
    }

    schemas(require, document) {
        const Ajv = require('ajv/dist/2020').default;
        const ajv = new Ajv({ allErrors: true, strict: false, discriminator: true });
        require('ajv-formats').default(ajv);
        // The schemas of an OpenAPI document may refer to anything in it.
        ajv.addSchema({ $id: ROOT, ...document });
        return ajv;
    }

    // What a reference stands for, with the pointer by which Ajv finds it.
    resolved(node, pointer) {
        while (node?.$ref) {
            pointer = node.$ref;
            node = pointer.slice(2).split('/').reduce(
                (at, part) => at?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], this.document);
        }
        return { node, pointer };
    }

    allOperations() {
        const all = [];
        for (const [path, item] of Object.entries(this.document.paths)) {
            for (const method of ['get', 'put', 'post', 'delete', 'patch', 'head', 'options']) {
                if (!item[method]) continue;
                const at = `#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}`;
                const parameters = [
                    ...(item.parameters ?? []).map((one, i) => this.resolved(one, `${at}/parameters/${i}`)),
                    ...(item[method].parameters ?? []).map((one, i) =>
                        this.resolved(one, `${at}/${method}/parameters/${i}`)),
                ];
                all.push({
                    ...item[method],
                    name: `${method.toUpperCase()} ${path}`,
                    method: method.toUpperCase(),
                    parts: path.split('/'),
                    at: `${at}/${method}`,
                    parameters,
                });
            }
        }
        return all;
    }

    // The operations at an address, and what stands at its places. What is written out goes before a place.
    operationsAt(path) {
        const parts = path.split('/');
        const fits = this.operations.filter(
            (one) => one.parts.length === parts.length
                && one.parts.every((part, i) => (part.startsWith('{') ? parts[i] !== '' : part === parts[i])));
        const places = (one) => one.parts.filter((part) => part.startsWith('{')).length;
        const least = Math.min(...fits.map(places));
        return fits.filter((one) => places(one) === least).map((operation) => ({
            operation,
            places: Object.fromEntries(operation.parts.flatMap((part, i) =>
                (part.startsWith('{') ? [[part.slice(1, -1), decodeURIComponent(parts[i])]] : []))),
        }));
    }

    faults(ajv, pointer, value) {
        const validate = ajv.getSchema(`${ROOT}${pointer}`);
        if (!validate) return [`there is no schema at ${pointer}`];
        if (validate(value)) return [];
        return validate.errors.map((error) =>
            `${error.instancePath || 'the whole'} ${error.message} ${JSON.stringify(error.params)}`.slice(0, 400));
    }

    // Text as a value of the type that the schema names.
    valueOf(schema, text) {
        const { node } = this.resolved(schema, '');
        const types = [node?.type].flat();
        if (types.includes('integer') || types.includes('number'))
            return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
        if (types.includes('boolean')) return { true: true, false: false }[text] ?? text;
        return text;
    }

    parameterFaults(operation, given, where) {
        const described = operation.parameters.filter(({ node }) => node.in === where);
        const faults = [];
        for (const { node, pointer } of described) {
            const name = where === 'header' ? node.name.toLowerCase() : node.name;
            const texts = given[name];
            if (texts === undefined) {
                if (node.required) faults.push(`the ${where}'s ${node.name} is missing`);
                continue;
            }
            const isList = [this.resolved(node.schema, '').node.type].flat().includes('array');
            const item = isList ? node.schema.items : node.schema;
            const values = texts.map((text) => this.valueOf(item, text));
            if (!isList && values.length > 1) faults.push(`the ${where}'s ${name} is there twice`);
            for (const fault of this.faults(this.asked, `${pointer}/schema`, isList ? values : values[0]))
                faults.push(`the ${where}'s ${name}: ${fault}`);
        }
        const names = described.map(({ node }) => node.name);
        if (where === 'query')
            for (const name of Object.keys(given))
                if (!names.includes(name)) faults.push(`the query's ${name} is not described`);
        return faults;
    }

    // What of a question is not as described.
    questionFaults({ operation, places }, question) {
        const query = {};
        for (const [name, value] of new URLSearchParams(question.target.split('?')[1] ?? ''))
            (query[name] ??= []).push(value);
        const single = (object) => Object.fromEntries(Object.entries(object).map(([k, v]) => [k, [v]]));
        return [
            ...this.parameterFaults(operation, single(places), 'path'),
            ...this.parameterFaults(operation, query, 'query'),
            ...this.parameterFaults(operation, single(question.headers), 'header'),
            ...this.bodyFaults(operation, question),
        ];
    }

    bodyFaults(operation, question) {
        if (!operation.requestBody) return question.body ? ['a body, and none is described'] : [];
        const { node, pointer } = this.resolved(operation.requestBody, `${operation.at}/requestBody`);
        if (!question.body) return node.required ? ['there is no body'] : [];
        const type = withoutKind(question.headers['content-type']);
        if (!node.content[type]) return [`the body is ${type || 'of no type'}`];
        const escaped = type.replaceAll('~', '~0').replaceAll('/', '~1');
        return this.contentFaults(this.asked, `${pointer}/content/${escaped}/schema`, type, question.body);
    }

    contentFaults(ajv, pointer, type, text) {
        if (type === 'application/x-www-form-urlencoded')
            return this.faults(ajv, pointer, Object.fromEntries(new URLSearchParams(text))).map((fault) => `body: ${fault}`);
        if (!type.endsWith('json')) return [];
        let value;
        try {
            value = JSON.parse(text);
        } catch (error) {
            return [`the body is no JSON: ${error.message}`];
        }
        return this.faults(ajv, pointer, value).map((fault) => `body: ${fault}`);
    }

    // What of an answer is not as described. `operation` is none where nothing is at the address.
    answerFaults(operation, answer) {
        const status = String(answer.status);
        const other = { 404: 'Problem', 405: 'MethodNotAllowed', 414: 'Problem', 400: 'BadRequest' }[status];
        if (!operation && !other) return [`${status}, and nothing is described there`];
        const responses = operation?.responses ?? {};
        const key = status in responses ? status : 'default';
        if (operation && key === 'default' && answer.status < 400) return [`${status} is not described`];
        const { node, pointer } = operation
            ? this.resolved(responses[key], `${operation.at}/responses/${key}`)
            : this.resolved({ $ref: `#/components/responses/${other}` }, '');
        return [
            ...this.headerFaults(node, key, answer),
            ...this.answerBodyFaults(node, pointer, answer),
            ...this.problemFaults(answer),
        ];
    }

    headerFaults(response, key, answer) {
        if (key === 'default') return [];
        return Object.entries(response.headers ?? {}).flatMap(([name, header]) => {
            const text = answer.headers[name.toLowerCase()];
            const { node, pointer } = this.resolved(header, '');
            if (text === undefined) return node.required === false ? [] : [`there is no header ${name}`];
            return this.faults(this.asked, `${pointer}/schema`, this.valueOf(node.schema, text))
                .map((fault) => `header ${name}: ${fault}`);
        });
    }

    answerBodyFaults(response, pointer, answer) {
        const type = withoutKind(answer.headers['content-type']);
        if (!response.content) return answer.body ? ['a body, and none is described'] : [];
        if (!response.content[type]) return [`the body is ${type || 'of no type'}`];
        const escaped = type.replaceAll('~', '~0').replaceAll('/', '~1');
        return this.contentFaults(this.answered, `${pointer}/content/${escaped}/schema`, type, answer.body);
    }

    problemFaults(answer) {
        if (withoutKind(answer.headers['content-type']) !== 'application/problem+json') return [];
        let problem;
        try {
            problem = JSON.parse(answer.body);
        } catch {
            return []; // told already
        }
        return [
            ...(problem.status === answer.status ? [] : [`the problem says ${problem.status}`]),
            // 500 is a fault of the service, which a broken store can bring about.
            ...(problem.title && (answer.status === 500) === (problem.title === 'Internal error')
                ? [] : ['the problem has no title of its own']),
            ...(problem.detail ? [] : ['the problem has no detail']),
        ];
    }
}
