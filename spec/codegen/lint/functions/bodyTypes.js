// Hold a body to its three content types, JSON first, all with one schema.
const TYPES = ["application/json", "multipart/form-data", "application/x-www-form-urlencoded"];

export default function bodyTypes({ requestBody }) {
  if (!requestBody) return [];
  const { content } = requestBody;
  const types = Object.keys(content);
  if (types.join() !== TYPES.join()) {
    return [{ message: `A body is ${TYPES.join(", ")}, in this order, not ${types.join(", ")}.` }];
  }
  const schemas = new Set(TYPES.map((type) => JSON.stringify(content[type].schema)));
  return schemas.size === 1 ? [] : [{ message: "The three forms of a body have one and the same schema." }];
}
