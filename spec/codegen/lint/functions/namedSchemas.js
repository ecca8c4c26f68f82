// Hold objects and enums to components, and properties to descriptions.
const GROUPS = ["anyOf", "oneOf"];

function* inner(schema, path) {
  for (const [name, property] of Object.entries(schema.properties ?? {})) yield [property, [...path, "properties", name]];
  for (const key of ["items", "additionalProperties", "not"]) {
    if (schema[key] && typeof schema[key] === "object") yield [schema[key], [...path, key]];
  }
  for (const key of GROUPS) {
    for (const [index, member] of (schema[key] ?? []).entries()) yield [member, [...path, key, index]];
  }
}

// The alternative that admits null alone, as OpenAPI 3.0 has to say it.
const isOnlyNull = (schema) => schema.enum?.length === 1 && schema.enum[0] === null;

function* unnamed(schema, path) {
  const types = [schema.type ?? []].flat();
  const found = schema.properties || schema.allOf || (types.includes("object") && !schema.additionalProperties);
  if (found && !isOnlyNull(schema)) yield { message: "An object must be a component with a name of its own.", path };
  if (schema.enum && !isOnlyNull(schema)) yield { message: "An enum must be a component with a name of its own.", path };
  for (const [member, at] of inner(schema, path)) yield* unnamed(member, at);
}

// A schema and the members of its `allOf`, which belong to it.
function* parts(schema, path) {
  yield [schema, path];
  for (const [index, member] of (schema.allOf ?? []).entries()) yield [member, [...path, "allOf", index]];
}

function* undescribed(schema, path) {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (!property.$ref && !property.description) {
      yield { message: `The property ${name} has no description.`, path: [...path, "properties", name] };
    }
  }
}

function* mediaAndParameters(node, path) {
  if (node === null || typeof node !== "object") return;
  for (const [key, value] of Object.entries(node)) {
    if (key === "schema") yield [value, [...path, key]];
    else if (key !== "example" && key !== "value") yield* mediaAndParameters(value, [...path, key]);
  }
}

export default function namedSchemas(document) {
  const found = [];
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    const path = ["components", "schemas", name];
    for (const [part, at] of parts(schema, path)) {
      found.push(...undescribed(part, at));
      for (const [member, below] of inner(part, at)) found.push(...unnamed(member, below));
    }
  }
  const { schemas, ...components } = document.components ?? {};
  for (const [schema, path] of mediaAndParameters({ paths: document.paths, components }, [])) {
    found.push(...unnamed(schema, path));
  }
  return found;
}
