/** What happens, by time and, at the same time, by when it was pushed: a binary heap. */
export class Heap<Happening> {
  length = 0;
  private times = new Float64Array(1024);
  private orders = new Float64Array(1024);
  private readonly happenings: Happening[] = [];
  private arranged = 0;

  get firstTime(): number {
    return this.times[0] as number;
  }

  push(time: number, happening: Happening): void {
    if (this.length === this.times.length) this.grow();
    this.arranged += 1;
    this.siftUp(this.length, time, this.arranged, happening);
    this.length += 1;
  }

  pop(): Happening {
    const { times, orders, happenings } = this;
    const first = happenings[0] as Happening;
    this.length -= 1;
    const last = this.length;
    const happening = happenings[last] as Happening;
    happenings.pop();
    if (last > 0) this.siftDown(times[last] as number, orders[last] as number, happening);
    return first;
  }

  private siftUp(from: number, time: number, order: number, happening: Happening): void {
    const { times } = this;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      // What is new was arranged last, so that equal times stay as they are.
      if ((times[parent] as number) <= time) break;
      this.move(parent, at);
      at = parent;
    }
    this.put(at, time, order, happening);
  }

  private siftDown(time: number, order: number, happening: Happening): void {
    const { times, orders, length } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= length) break;
      if (child + 1 < length && this.isBefore(child + 1, times[child] as number, orders[child] as number)) {
        child += 1;
      }
      if (!this.isBefore(child, time, order)) break;
      this.move(child, at);
      at = child;
    }
    this.put(at, time, order, happening);
  }

  private move(from: number, to: number): void {
    this.put(to, this.times[from] as number, this.orders[from] as number, this.happenings[from] as Happening);
  }

  private put(at: number, time: number, order: number, happening: Happening): void {
    this.times[at] = time;
    this.orders[at] = order;
    this.happenings[at] = happening;
  }

  private isBefore(index: number, time: number, order: number): boolean {
    const own = this.times[index] as number;
    return own < time || (own === time && (this.orders[index] as number) < order);
  }

  private grow(): void {
    const times = new Float64Array(this.times.length * 2);
    times.set(this.times);
    this.times = times;
    const orders = new Float64Array(this.orders.length * 2);
    orders.set(this.orders);
    this.orders = orders;
  }
}
