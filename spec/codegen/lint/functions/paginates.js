// Hold the parameters, the headers and `x-pagination` of an operation to one another.
const HEADERS = ["x-page", "x-per-page", "x-total", "x-total-pages", "x-next-page", "x-prev-page", "Link"];

export default function paginates(operation) {
  const methods = operation["x-pagination"];
  const names = (operation.parameters ?? []).map((parameter) => parameter.name);
  const headers = Object.keys(operation.responses?.["200"]?.headers ?? {});
  const said = (message) => [{ message: `${operation.operationId}: ${message}` }];

  if (methods === undefined) {
    const stray = names.find((name) => ["page", "per_page", "pagination"].includes(name));
    if (stray) return said(`it takes ${stray} and has no x-pagination; name the methods, [offset] or [offset, keyset].`);
    const header = HEADERS.find((name) => headers.includes(name));
    return header ? said(`it answers ${header} and has no x-pagination.`) : [];
  }
  if (!["offset", "offset,keyset"].includes(methods.join())) {
    return said("x-pagination is [offset] or [offset, keyset].");
  }
  const wanted = ["page", "per_page", ...(methods.includes("keyset") ? ["pagination", "order_by", "sort"] : [])];
  const parameter = wanted.find((name) => !names.includes(name));
  if (parameter) return said(`it is paginated and takes no ${parameter}.`);
  if (!methods.includes("keyset") && names.includes("pagination")) return said("it takes pagination without keyset.");
  const header = HEADERS.find((name) => !headers.includes(name));
  return header ? said(`it is paginated and its answer has no header ${header}.`) : [];
}
