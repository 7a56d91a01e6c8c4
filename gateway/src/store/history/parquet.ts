import { ByteWriter, ParquetWriter, schemaFromColumnData, type BasicType, type ColumnSource } from 'hyparquet-writer';
import type { ExportWriter, Row } from './exporting.ts';

/** What is not a number. */
const types: Readonly<Record<string, BasicType>> = {
  time: 'TIMESTAMP',
  local: 'STRING',
  device: 'STRING',
  point: 'STRING',
  quality: 'STRING',
};
/** Readers like groups of many rows; so many are kept until they are written. */
const GROUP = 50_000;

/** Rows as an Apache Parquet file, a group of rows at a time. */
export class ParquetExport implements ExportWriter {
  readonly #columns: readonly string[];
  readonly #out = new ByteWriter();
  readonly #writer: ParquetWriter;
  #waiting: Row[] = [];

  constructor(columns: readonly string[]) {
    this.#columns = columns;
    const schema = schemaFromColumnData({ columnData: this.#sources([]) });
    this.#writer = new ParquetWriter({ writer: this.#out, schema, createdBy: 'Farmgate' });
  }

  rows(rows: readonly Row[]): Uint8Array {
    this.#waiting.push(...rows);
    if (this.#waiting.length >= GROUP) this.#writeGroup();
    return this.#take();
  }

  end(): Uint8Array {
    if (this.#waiting.length > 0) this.#writeGroup();
    void this.#writer.finish();
    return this.#take();
  }

  #writeGroup(): void {
    void this.#writer.write({ columnData: this.#sources(this.#waiting), rowGroupSize: GROUP });
    this.#waiting = [];
  }

  #sources(rows: readonly Row[]): ColumnSource[] {
    return this.#columns.map((name) => {
      const type = types[name] ?? 'DOUBLE';
      const data = rows.map((row) => (type === 'TIMESTAMP' ? new Date(row[name] ?? 0) : row[name]));
      return { name, data, type, nullable: false };
    });
  }

  /** What was written since it was taken last. */
  #take(): Uint8Array {
    const bytes = this.#out.getBytes().slice();
    this.#out.index = 0;
    return bytes;
  }
}
