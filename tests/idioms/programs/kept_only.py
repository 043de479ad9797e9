"""Nothing but what chime still has: not to be touched."""

import boto3

chime = boto3.client("chime")
print(chime.list_phone_numbers()["PhoneNumbers"])  # kept: ListPhoneNumbers
print(chime.list_phone_number_orders()["PhoneNumberOrders"])  # kept: ListPhoneNumberOrders
