/* cref: the ceiling. Answers every relayed DISCOVER and REQUEST by the batch and decides nothing: the address is
 * 10.16.0.0 plus the low bits of the MAC. With -f FILE the REQUESTs of a batch are written to FILE (32 bytes each) and
 * synced before their ACKs go out. Not a server: it only shows what the kernel, and the disk, allow at most.
 *
 *   cref -l ADDRESS [-P PORT] [-b BATCH] [-f FILE] */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LARGEST_BATCH = 1024, LARGEST = 600, RECORD = 32, DISCOVER = 1, OFFER = 2, REQUEST = 3, ACK = 5 };

static uint8_t packet[LARGEST_BATCH][LARGEST];
static uint8_t record[LARGEST_BATCH][RECORD];
static struct mmsghdr head[LARGEST_BATCH];
static struct iovec vec[LARGEST_BATCH];
static struct sockaddr_in sender[LARGEST_BATCH];

/* Turn a request (option 53 first, as dora sends it) into its answer in place; returns its message type. */
static int answer(uint8_t *p, uint32_t server) {
    int type = p[242];
    uint32_t mac;
    memcpy(&mac, p + 30, 4);
    uint32_t address = htonl(0x0a100000u + (ntohl(mac) & 0xfffff));
    p[0] = 2;                   /* BOOTREPLY */
    memcpy(p + 16, &address, 4); /* yiaddr */
    memcpy(p + 240, (uint8_t[]){53, 1, type == DISCOVER ? OFFER : ACK, 54, 4}, 5);
    memcpy(p + 245, &server, 4);
    memcpy(p + 249, (uint8_t[]){51, 4, 0, 0, 14, 16, 1, 4, 255, 0, 0, 0, 3, 4, 10, 0, 0, 1, 255}, 19);
    return type;
}

int main(int argc, char **argv) {
    int letter, port = 67, batch = 256, log = -1;
    uint32_t local = 0;
    while ((letter = getopt(argc, argv, "l:P:b:f:")) > 0) switch (letter) {
        case 'l': local = inet_addr(optarg); break;
        case 'P': port = atoi(optarg); break;
        case 'b': batch = atoi(optarg); break;
        case 'f': log = open(optarg, O_WRONLY | O_CREAT | O_APPEND, 0600); break;
        default: return 2;
        }
    if (batch > LARGEST_BATCH) batch = LARGEST_BATCH;
    int udp = socket(AF_INET, SOCK_DGRAM, 0), size = 16 << 20;
    setsockopt(udp, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
    setsockopt(udp, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof size);
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = local};
    if (bind(udp, (void *)&here, sizeof here)) {
        perror("bind");
        return 1;
    }
    for (;;) {
        for (int k = 0; k < batch; k++) {
            vec[k] = (struct iovec){packet[k], LARGEST};
            head[k].msg_hdr = (struct msghdr){
                .msg_name = &sender[k], .msg_namelen = sizeof sender[k], .msg_iov = &vec[k], .msg_iovlen = 1};
        }
        int received = recvmmsg(udp, head, batch, MSG_WAITFORONE, 0), records = 0;
        for (int k = 0; k < received; k++) {
            int type = answer(packet[k], local);
            vec[k].iov_len = 300;
            if (type == REQUEST) {
                memcpy(record[records], packet[k] + 28, 16);
                memcpy(record[records++] + 16, packet[k] + 16, 4);
            }
        }
        if (log >= 0 && records) {
            if (write(log, record, records * RECORD) < 0) perror("write");
            fdatasync(log);
        }
        for (int sent = 0; sent < received;) {
            int n = sendmmsg(udp, head + sent, received - sent, 0);
            if (n < 0) {
                perror("sendmmsg");
                break;
            }
            sent += n;
        }
    }
}
