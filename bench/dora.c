/* dora: a bounded DHCPv4 load generator that acts as one relay agent for many clients (RFC 2131, giaddr = LOCAL).
 *
 *   dora -s SERVER -l LOCAL [-P PORT] [-n CLIENTS] [-o OFFSET] [-w WINDOW | -r RATE] [-t SECONDS] [-d DROP_MS]
 *        [-R SECONDS [-x SEED] [-D]] [-i] [-c] [-O FILE] [-K FILE] [-A FILE]
 *
 *   -w  closed loop: so many clients outstanding       -r  open loop: so many new clients a second
 *   -o  first client's number, part of its MAC         -d  a client unanswered for so long is lost
 *   -R  afterwards renew the leases for so long        -i  DISCOVER and OFFER only
 *   -x  renew clients drawn at random, not in order    -D  in place of renewals, DISCOVERs of clients with a lease
 *   -c  clients send what phones send: identifier, host name, vendor class, a list of 12
 *   -O  save the address every client got              -K  compare with such a file (kept, changed)
 *   -A  clients have the addresses of such a file: no DORA before -R
 *
 * Prints one line of JSON. Packets go out and come in by the batch (sendmmsg, recvmmsg), so that it costs less CPU
 * than the servers it measures. Not for anything but a link of your own. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { IN_BATCH = 128, OUT_BATCH = 1024, PLAIN = 300, DRESSED = 340, LARGEST = 1500, MOST_RENEWALS = 4000000 };
enum message { DISCOVER = 1, OFFER = 2, REQUEST = 3, ACK = 5, NAK = 6 };
enum state { NEW, DISCOVERING, REQUESTING, DONE, LOST, REFUSED, RENEWING };

struct client {
    uint32_t address, server; /* network order */
    double begun, asked;      /* when its DISCOVER and its last packet were sent */
    uint8_t state;
};

/* Who was asked when, in that order: the head is the next to be given up. */
struct queue {
    uint32_t *who;
    double *when;
    size_t head, end, room;
};

struct samples {
    float *seconds;
    size_t count;
};

static struct client *clients;
static uint32_t client_count = 100000, offset;
static uint32_t server_ip, local_ip;
static int udp, port = 67;
static struct sockaddr_in server;

static int dressed, length = PLAIN; /* of a packet to be sent */
static uint8_t outgoing[OUT_BATCH][DRESSED];
static int outgoing_count;
static uint8_t incoming[IN_BATCH][LARGEST];
static struct mmsghdr incoming_head[IN_BATCH];
static struct iovec incoming_vec[IN_BATCH];

static struct queue waiting, renewing;
static struct samples offer_times, ack_times, dora_times, renew_times;
static uint64_t started, offers, acks, naks, lost, lost_requests, duplicates, send_retries;
static uint64_t renew_started, renew_acks, renew_naks, renew_lost;
static uint64_t kept, changed;
static uint32_t *earlier;   /* address each client had before, from -K */
static uint8_t *seen;       /* one bit for each address of a /8 */
static int outstanding, discover_only, known_discover;
static uint64_t drawn; /* state of the generator of random clients, 0: renew in order */
static double last_answer;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static void *room_for(size_t count, size_t size) {
    void *room = calloc(count, size);
    if (!room) {
        perror("calloc");
        exit(1);
    }
    return room;
}

static struct queue queue_of(size_t room) {
    return (struct queue){.who = room_for(room, 4), .when = room_for(room, 8), .room = room};
}

static void push(struct queue *queue, uint32_t who, double when) {
    queue->who[queue->end] = who;
    queue->when[queue->end++] = when;
}

static void sample(struct samples *samples, double seconds) { samples->seconds[samples->count++] = seconds; }

/* -- packets -- */

static void send_all(void) {
    static struct mmsghdr head[OUT_BATCH];
    static struct iovec vec[OUT_BATCH];
    for (int k = 0; k < outgoing_count; k++) {
        vec[k] = (struct iovec){outgoing[k], length};
        head[k] = (struct mmsghdr){
            .msg_hdr = {.msg_name = &server, .msg_namelen = sizeof server, .msg_iov = &vec[k], .msg_iovlen = 1}};
    }
    for (int sent = 0; sent < outgoing_count;) {
        int n = sendmmsg(udp, head + sent, outgoing_count - sent, 0);
        if (n >= 0) {
            sent += n;
        } else if (errno == ECONNREFUSED) { /* of an earlier packet: nothing listens there yet */
            send_retries++;
        } else if (errno == EAGAIN || errno == ENOBUFS) {
            send_retries++;
            struct pollfd writable = {udp, POLLOUT, 0};
            poll(&writable, 1, 1);
        } else {
            perror("sendmmsg");
            exit(1);
        }
    }
    outgoing_count = 0;
}

static uint8_t *put(uint8_t *o, const void *octets, size_t count) {
    return (uint8_t *)memcpy(o, octets, count) + count;
}

/* What phones and computers send beside their question: identifier, size, vendor class, host name, a longer list. */
static uint8_t *dress(uint8_t *o, const uint8_t *mac, uint32_t number) {
    char name[16];
    o = put(o, (uint8_t[]){61, 7, 1}, 3);
    o = put(o, mac, 6);
    o = put(o, (uint8_t[]){57, 2, 0x05, 0xdc, 60, 15}, 6);
    o = put(o, "android-dhcp-14", 15);
    snprintf(name, sizeof name, "phone-%07u", number);
    o = put(o, (uint8_t[]){12, 13}, 2);
    o = put(o, name, 13);
    return put(o, (uint8_t[]){55, 12, 1, 3, 6, 15, 26, 28, 51, 58, 59, 43, 114, 108}, 14);
}

/* Queue a DISCOVER, a REQUEST for the offered address, or (renewal) a REQUEST with ciaddr. */
static void ask(uint32_t number, enum message type, int renewal, double t) {
    if (outgoing_count == OUT_BATCH) send_all();
    struct client *client = &clients[number];
    uint8_t *p = outgoing[outgoing_count++];
    memset(p, 0, length);
    memcpy(p, (uint8_t[]){1, 1, 6, 1}, 4); /* op, htype, hlen, hops */
    uint32_t xid = htonl(number + 1), mac = htonl(number + offset);
    memcpy(p + 4, &xid, 4);
    if (renewal) memcpy(p + 12, &client->address, 4); /* ciaddr */
    memcpy(p + 24, &local_ip, 4);                     /* giaddr */
    memcpy(p + 28, (uint8_t[]){0x02, 0x0c}, 2);       /* chaddr: 02:0c and the client's number */
    memcpy(p + 30, &mac, 4);
    uint8_t *o = p + 236;
    memcpy(o, (uint8_t[]){0x63, 0x82, 0x53, 0x63, 53, 1, type}, 7);
    o += 7;
    if (type == REQUEST && !renewal) {
        memcpy(o, (uint8_t[]){50, 4}, 2);
        memcpy(o + 2, &client->address, 4);
        memcpy(o + 6, (uint8_t[]){54, 4}, 2);
        memcpy(o + 8, &client->server, 4);
        o += 12;
    }
    if (dressed) o = dress(o, p + 28, number + offset);
    else o = put(o, (uint8_t[]){55, 7, 1, 3, 6, 15, 28, 51, 54}, 9);
    *o = 255;
    client->asked = t;
}

/* Message type of an answer, its option 54 in *id; 0 when it is no DHCP packet. */
static int type_of(const uint8_t *p, int length, uint32_t *id) {
    int type = 0;
    *id = 0;
    for (const uint8_t *o = p + 240, *end = p + length; o < end && *o != 255;) {
        if (*o == 0) {
            o++;
            continue;
        }
        if (o + 1 >= end || o + 2 + o[1] > end) break;
        if (*o == 53 && o[1] >= 1) type = o[2];
        if (*o == 54 && o[1] >= 4) memcpy(id, o + 2, 4);
        o += 2 + o[1];
    }
    return type;
}

/* -- what an answer means -- */

static void take_offer(uint32_t number, const uint8_t *p, uint32_t id, double t) {
    struct client *client = &clients[number];
    offers++;
    sample(&offer_times, t - client->asked);
    memcpy(&client->address, p + 16, 4);
    client->server = id;
    if (discover_only) {
        client->state = DONE;
        outstanding--;
        last_answer = t;
        return;
    }
    client->state = REQUESTING;
    ask(number, REQUEST, 0, t);
    push(&waiting, number, t);
}

static void take_ack(uint32_t number, const uint8_t *p, double t) {
    struct client *client = &clients[number];
    acks++;
    outstanding--;
    last_answer = t;
    sample(&ack_times, t - client->asked);
    sample(&dora_times, t - client->begun);
    client->state = DONE;
    memcpy(&client->address, p + 16, 4);
    if (earlier && earlier[number + offset]) {
        if (earlier[number + offset] == client->address) kept++;
        else changed++;
    }
    uint32_t bit = ntohl(client->address) & 0xffffff;
    if (seen[bit >> 3] & (1 << (bit & 7))) duplicates++;
    seen[bit >> 3] |= 1 << (bit & 7);
}

static void take_renewal(struct client *client, int type, double t) {
    int wanted = known_discover ? OFFER : ACK;
    if (type != wanted && type != NAK) return;
    outstanding--;
    client->state = type == NAK ? REFUSED : DONE;
    if (type == NAK) {
        renew_naks++;
        return;
    }
    renew_acks++;
    last_answer = t;
    if (renew_times.count < MOST_RENEWALS) sample(&renew_times, t - client->asked);
}

static void take(const uint8_t *p, int length, double t) {
    uint32_t xid, id;
    if (length < 244 || p[0] != 2) return;
    memcpy(&xid, p + 4, 4);
    uint32_t number = ntohl(xid) - 1;
    if (number >= client_count) return;
    struct client *client = &clients[number];
    int type = type_of(p, length, &id);
    if (client->state == DISCOVERING && type == OFFER) take_offer(number, p, id, t);
    else if (client->state == REQUESTING && type == ACK) take_ack(number, p, t);
    else if (client->state == REQUESTING && type == NAK) naks++, outstanding--, client->state = REFUSED;
    else if (client->state == RENEWING) take_renewal(client, type, t);
}

/* -- who gives up, who begins -- */

static void give_up(double before) {
    for (; waiting.head < waiting.end && waiting.when[waiting.head] < before; waiting.head++) {
        struct client *client = &clients[waiting.who[waiting.head]];
        int asks = client->state == DISCOVERING || client->state == REQUESTING;
        if (!asks || client->asked > waiting.when[waiting.head] + 1e-9) continue;
        lost_requests += client->state == REQUESTING;
        lost++;
        outstanding--;
        client->state = LOST;
    }
}

static void give_up_renewing(double before) {
    for (; renewing.head < renewing.end && renewing.when[renewing.head] < before; renewing.head++) {
        struct client *client = &clients[renewing.who[renewing.head]];
        if (client->state != RENEWING || client->asked > renewing.when[renewing.head] + 1e-9) continue;
        client->state = DONE;
        renew_lost++;
        outstanding--;
    }
}

static void begin_one(double t) {
    uint32_t number = started++;
    clients[number].state = DISCOVERING;
    clients[number].begun = t;
    ask(number, DISCOVER, 0, t);
    push(&waiting, number, t);
    outstanding++;
}

static void begin(double t, double since, double rate, int window) {
    if (rate > 0) {
        uint64_t due = (t - since) * rate;
        for (int n = 0; started < due && started < client_count && n < 256; n++) begin_one(t);
    } else {
        while (outstanding < window && started < client_count) begin_one(t);
    }
}

/* Knuth's 64-bit linear congruential generator; its high bits are the good ones. */
static uint32_t draw(void) {
    drawn = drawn * 6364136223846793005u + 1442695040888963407u;
    return (drawn >> 32) * (uint64_t)client_count >> 32;
}

static void begin_renewals(double t, double since, double rate, int window) {
    static uint32_t cursor;
    uint64_t due = rate > 0 ? (t - since) * rate : 0;
    for (int looked = 0, n = 0; looked < 100000 && renewing.end < renewing.room; looked++) {
        if (rate > 0 ? renew_started >= due || n >= 256 : outstanding >= window) return;
        uint32_t number = drawn ? draw() : cursor;
        cursor = (cursor + 1) % client_count;
        if (clients[number].state != DONE) continue;
        clients[number].state = RENEWING;
        ask(number, known_discover ? DISCOVER : REQUEST, !known_discover, t);
        push(&renewing, number, t);
        renew_started++;
        outstanding++;
        n++;
    }
}

/* -- what is printed -- */

static int by_size(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

static void print_ms(const char *name, struct samples *samples) {
    float *v = samples->seconds;
    size_t n = samples->count;
    if (!n) {
        printf("\"%s\":null,", name);
        return;
    }
    qsort(v, n, sizeof *v, by_size);
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += v[i];
    printf("\"%s\":{\"mean\":%.3f,\"p50\":%.3f,\"p99\":%.3f,\"max\":%.3f},", name, sum / n * 1e3, v[n / 2] * 1e3,
           v[(size_t)(n * .99)] * 1e3, v[n - 1] * 1e3);
}

static void save_addresses(const char *path) {
    FILE *file = fopen(path, "wb");
    if (!file) {
        perror(path);
        exit(1);
    }
    for (uint32_t i = 0; i < client_count; i++) {
        uint32_t address = clients[i].state == DONE ? clients[i].address : 0;
        fwrite(&address, 4, 1, file);
    }
    fclose(file);
}

/* By client's number (with its offset), as -O with offset 0 saved them; 0: it had none. */
static uint32_t *addresses_of(const char *path) {
    FILE *file = fopen(path, "rb");
    uint32_t *addresses = room_for((size_t)client_count + offset, 4);
    if (!file || !fread(addresses, 4, (size_t)client_count + offset, file)) {
        perror(path);
        exit(1);
    }
    fclose(file);
    return addresses;
}

static void begin_with(const uint32_t *addresses) {
    for (uint32_t i = 0; i < client_count; i++) {
        clients[i].address = addresses[i + offset];
        clients[i].state = clients[i].address ? DONE : LOST;
    }
}

static void open_socket(void) {
    int size = 16 << 20, one = 1;
    udp = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(udp, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
    setsockopt(udp, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof size);
    setsockopt(udp, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in local = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = local_ip};
    if (bind(udp, (void *)&local, sizeof local)) {
        perror("bind");
        exit(1);
    }
    server = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = server_ip};
    for (int k = 0; k < IN_BATCH; k++) {
        incoming_vec[k] = (struct iovec){incoming[k], LARGEST};
        incoming_head[k].msg_hdr = (struct msghdr){.msg_iov = &incoming_vec[k], .msg_iovlen = 1};
    }
}

int main(int argc, char **argv) {
    int letter, window = 64;
    const char *save = NULL, *compare = NULL, *have = NULL;
    double rate = 0, seconds = 10, drop = 1, renew_seconds = 0;
    while ((letter = getopt(argc, argv, "s:l:P:n:o:w:r:t:d:R:x:DicO:K:A:")) > 0) switch (letter) {
        case 's': server_ip = inet_addr(optarg); break;
        case 'l': local_ip = inet_addr(optarg); break;
        case 'P': port = atoi(optarg); break;
        case 'n': client_count = atoi(optarg); break;
        case 'o': offset = atoi(optarg); break;
        case 'w': window = atoi(optarg); break;
        case 'r': rate = atof(optarg); break;
        case 't': seconds = atof(optarg); break;
        case 'd': drop = atof(optarg) / 1e3; break;
        case 'R': renew_seconds = atof(optarg); break;
        case 'x': drawn = strtoull(optarg, NULL, 10) * 2 + 1; break;
        case 'D': known_discover = 1; break;
        case 'i': discover_only = 1; break;
        case 'c': dressed = 1, length = DRESSED; break;
        case 'O': save = optarg; break;
        case 'K': compare = optarg; break;
        case 'A': have = optarg; break;
        default: return 2;
        }
    open_socket();
    clients = room_for(client_count, sizeof *clients);
    seen = room_for(1 << 21, 1);
    waiting = queue_of((size_t)client_count * 2 + 16);
    renewing = queue_of(MOST_RENEWALS);
    offer_times.seconds = room_for(client_count, sizeof(float));
    ack_times.seconds = room_for(client_count, sizeof(float));
    dora_times.seconds = room_for(client_count, sizeof(float));
    renew_times.seconds = room_for(MOST_RENEWALS, sizeof(float));
    if (compare) earlier = addresses_of(compare);
    if (have) begin_with(addresses_of(have));

    double start = now(), renew_start = have ? start : 0, last_dora = start;
    last_answer = start;
    for (;;) {
        int received = recvmmsg(udp, incoming_head, IN_BATCH, MSG_DONTWAIT, 0);
        double t = now();
        for (int k = 0; k < received; k++) take(incoming[k], incoming_head[k].msg_len, t);
        if (!renew_start) {
            give_up(t - drop);
            int over = t - start >= seconds || started >= client_count;
            if (!over) {
                begin(t, start, rate, window);
            } else if (outstanding == 0 || t - start > seconds + drop + .2) {
                last_dora = last_answer;
                if (renew_seconds <= 0 || acks == 0) break;
                for (uint32_t i = 0; i < client_count; i++)
                    if (clients[i].state == DISCOVERING || clients[i].state == REQUESTING) clients[i].state = LOST;
                outstanding = 0;
                renew_start = last_answer = now();
            }
        } else {
            give_up_renewing(t - drop);
            if (t - renew_start < renew_seconds && renewing.end < renewing.room)
                begin_renewals(t, renew_start, rate, window);
            else if (outstanding == 0 || t - renew_start > renew_seconds + drop + .2)
                break;
        }
        if (outgoing_count) send_all();
        if (received <= 0) {
            struct pollfd readable = {udp, POLLIN, 0};
            struct timespec wait = {0, rate > 0 ? 100000 : 1000000};
            ppoll(&readable, 1, &wait, 0);
        }
    }

    double spent = last_dora - start;
    printf("{\"mode\":\"%s\",\"started\":%lu,\"offers\":%lu,\"acks\":%lu,\"naks\":%lu,\"lost\":%lu,\"lost_request\":%lu,"
           "\"dup_addr\":%lu,\"secs\":%.3f,\"rate\":%.1f,",
           rate > 0 ? "open" : "closed", started, offers, acks, naks, lost, lost_requests, duplicates, spent,
           spent > 0 ? (discover_only ? offers : acks) / spent : 0);
    print_ms("disc_ms", &offer_times);
    print_ms("req_ms", &ack_times);
    print_ms("dora_ms", &dora_times);
    if (renew_start) {
        double renewed = last_answer - renew_start;
        printf("\"renew_started\":%lu,\"renew_acks\":%lu,\"renew_naks\":%lu,\"renew_lost\":%lu,\"renew_rate\":%.1f,",
               renew_started, renew_acks, renew_naks, renew_lost, renewed > 0 ? renew_acks / renewed : 0);
        print_ms("renew_ms", &renew_times);
    }
    if (save) save_addresses(save);
    if (compare) printf("\"kept\":%lu,\"changed\":%lu,", kept, changed);
    printf("\"send_retries\":%lu}\n", send_retries);
    return 0;
}
