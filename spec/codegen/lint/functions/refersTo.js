// Hold entries of a map to references to shared components: { section, entries: { key: component } }.
export default function refersTo(map, { section, entries }) {
  return Object.entries(entries).flatMap(([key, name]) => {
    const reference = map[key]?.$ref ?? "";
    const inDocument = `#/components/${section}/${name}`;
    if (reference === inDocument || reference.endsWith(`${section}.yaml#/${name}`)) return [];
    return [{ message: `${key} must be a $ref to ${section}/${name}` }];
  });
}
